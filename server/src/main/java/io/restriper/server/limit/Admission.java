package io.restriper.server.limit;

import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets so many requests of each kind pass at a time, and refuses the others at once. Transfers can
 * take all that is theirs, and something is left for those who ask how things are: there are fewer
 * permits for files than there are in all, and probes have permits of their own. So there are
 * threads for them too, as the pool has one for each permit.
 *
 * <p>The handlers behind it must have answered when they return. A refusal is thrown, as an {@link
 * ApiException}.
 */
public final class Admission extends Handler.Wrapper {
  private static final Set<String> PROBES = Set.of("/healthz", "/readyz");
  private static final String EVENTS = "/v1/cluster/protection/restriper/events";
  private static final String FILES = "/v1/files/";
  private static final Set<String> WRITING = Set.of("PUT", "DELETE", "POST", "PATCH");

  private static final int PROBES_AT_A_TIME = 8;

  /** Streams that are about to be told that there are too many. */
  private static final int EVENTS_BESIDES = 8;

  /** What the HTTP server itself needs: acceptors, selectors, and who refuses requests. */
  private static final int THREADS_BESIDES = 24;

  private final Lane requests;
  private final Lane files;
  private final Lane writes;
  private final Lane events;
  private final Lane probes;

  /** In front of the resources. */
  public Admission(Handler resources, Limits limits) {
    super(resources);
    this.requests = lane(limits, Limit.REQUESTS, "answers %d requests");
    this.files = lane(limits, Limit.FILE_REQUESTS, "works on %d requests for files");
    this.writes = lane(limits, Limit.WRITES, "works on %d writes and deletions");
    int streams = limits.count(Limit.EVENT_STREAMS);
    this.events =
        new Lane(
            streams + EVENTS_BESIDES,
            ErrorKind.TOO_MANY_STREAMS,
            "The server sends "
                + streams
                + " streams of events, which is all it can. Close one, or read the status instead.");
    this.probes = lane(PROBES_AT_A_TIME, "answers %d probes");
  }

  /** How many threads a pool needs, so that whoever has a permit has a thread. */
  public static int threads(Limits limits) {
    return limits.count(Limit.REQUESTS)
        + limits.count(Limit.EVENT_STREAMS)
        + EVENTS_BESIDES
        + PROBES_AT_A_TIME
        + THREADS_BESIDES;
  }

  private static Lane lane(Limits limits, Limit limit, String does) {
    return lane(limits.count(limit), does);
  }

  private static Lane lane(int most, String does) {
    return new Lane(
        most,
        ErrorKind.UNAVAILABLE,
        "The server "
            + does.formatted(most)
            + " at the same time, which is all it takes. Try again in a few seconds.");
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    List<Lane> lanes = lanes(request.getMethod(), request.getHttpURI().getDecodedPath());
    int taken = 0;
    try {
      for (Lane lane : lanes) {
        lane.take();
        taken++;
      }
      return super.handle(request, response, callback);
    } finally {
      lanes.subList(0, taken).forEach(Lane::giveBack);
    }
  }

  private List<Lane> lanes(String method, String path) {
    if (PROBES.contains(path)) {
      return List.of(probes);
    }
    if (path.startsWith(EVENTS)) {
      return List.of(events);
    }
    if (!path.startsWith(FILES)) {
      return List.of(requests);
    }
    return WRITING.contains(method) ? List.of(requests, files, writes) : List.of(requests, files);
  }

  /** So many at a time, and what the next one is told. */
  private static final class Lane {
    private final Semaphore permits;
    private final ErrorKind kind;
    private final String refusal;

    Lane(int most, ErrorKind kind, String refusal) {
      this.permits = new Semaphore(most);
      this.kind = kind;
      this.refusal = refusal;
    }

    void take() {
      if (!permits.tryAcquire()) {
        throw new ApiException(kind, refusal);
      }
    }

    void giveBack() {
      permits.release();
    }
  }
}
