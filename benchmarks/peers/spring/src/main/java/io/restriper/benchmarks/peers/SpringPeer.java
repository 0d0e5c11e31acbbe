package io.restriper.benchmarks.peers;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The status as an object of its own for each request, on the default stack. */
@SpringBootApplication
@RestController
public class SpringPeer {

  /** Takes the port as {@code --server.port=PORT}. */
  public static void main(String[] args) {
    SpringApplication.run(SpringPeer.class, args);
  }

  /** The answer. */
  @GetMapping("/v1/cluster/protection/restriper/status")
  public Status status() {
    return new Status("NOT_STARTED", "", "", false, 0.0, 0.0, 1);
  }

  /** As in the contract, whose names have underscores. */
  public record Status(
      String state,
      String phase,
      String blocked_reason,
      boolean data_at_risk,
      double elapsed_seconds,
      double percent_complete,
      int coordinator_node) {}
}
