package io.restriper.benchmarks.hdfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.ErasureCodingPolicy;
import org.apache.hadoop.hdfs.server.datanode.DataNode;
import org.apache.hadoop.hdfs.server.namenode.FSNamesystem;
import org.apache.hadoop.io.erasurecode.ECSchema;

/** A name node and data nodes in this process, each with a folder for its drive. */
final class Cluster implements AutoCloseable {
  private static final int CELL = 1 << 20;
  private static final byte[] BYTES = new byte[(1 << 22) + 4099];
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Path root;
  private MiniDFSCluster cluster;
  private DistributedFileSystem files;
  private final List<MiniDFSCluster.DataNodeProperties> gone = new ArrayList<>();

  Cluster(Path root) {
    this.root = root;
    new Random(7).nextBytes(BYTES);
  }

  /** Files that are written or read. */
  record Load(long size, int files, int clients) {}

  /** Durable like ours, and with all that makes it wait for the next beat set to the least. */
  private static HdfsConfiguration configuration() {
    HdfsConfiguration conf = new HdfsConfiguration();
    conf.setBoolean("dfs.datanode.synconclose", true);
    conf.setInt("dfs.heartbeat.interval", 1);
    conf.setInt("dfs.namenode.redundancy.interval.seconds", 1);
    conf.setInt("dfs.namenode.replication.work.multiplier.per.iteration", 1000);
    conf.setInt("dfs.namenode.replication.max-streams", 1000);
    conf.setInt("dfs.namenode.replication.max-streams-hard-limit", 1000);
    // A client asks again for the end of a file after so many ms, and twice as many each time.
    conf.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 2);
    conf.setInt("dfs.client.block.write.locateFollowingBlock.retries", 14);
    return conf;
  }

  void start(int k, int m, int nodes) throws IOException {
    close();
    cluster =
        new MiniDFSCluster.Builder(configuration(), root.toFile())
            .numDataNodes(nodes)
            .storagesPerDatanode(1)
            .skipFsyncForTesting(false)
            .build();
    cluster.waitActive();
    files = cluster.getFileSystem();
    ErasureCodingPolicy policy = new ErasureCodingPolicy(new ECSchema("rs", k, m), CELL);
    String name = files.addErasureCodingPolicies(new ErasureCodingPolicy[] {policy})[0]
        .getPolicy()
        .getName();
    files.enableErasureCodingPolicy(name);
    files.setErasureCodingPolicy(new org.apache.hadoop.fs.Path("/"), name);
  }

  void write(String directory, Load load) throws Exception {
    onClients(load, number -> writeFile(path(directory, number), load.size));
  }

  private void writeFile(org.apache.hadoop.fs.Path path, long size) throws IOException {
    try (FSDataOutputStream out = files.create(path)) {
      for (long left = size; left > 0; ) {
        int length = (int) Math.min(left, BYTES.length);
        out.write(BYTES, 0, length);
        left -= length;
      }
    }
  }

  void read(String directory, Load load) throws Exception {
    onClients(load, number -> readFile(path(directory, number), load.size));
  }

  private void readFile(org.apache.hadoop.fs.Path path, long size) throws IOException {
    byte[] buffer = new byte[CELL];
    long total = 0;
    try (FSDataInputStream in = files.open(path)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        total += read;
      }
    }
    if (total != size) {
      throw new IOException(path + " has " + total + " bytes");
    }
  }

  /** Nodes that were lost come back then, with empty drives. */
  void delete(String directory) throws Exception {
    files.delete(new org.apache.hadoop.fs.Path("/" + directory), true);
    for (MiniDFSCluster.DataNodeProperties node : gone) {
      cluster.restartDataNode(node);
    }
    if (!gone.isEmpty()) {
      gone.clear();
      cluster.waitActive();
    }
    FSNamesystem names = cluster.getNamesystem();
    await(
        () ->
            names.getPendingDeletionBlocks() == 0
                && (names.getBlocksTotal() > 0 || isEmpty(cluster.getDataNodes())));
  }

  private static boolean isEmpty(List<DataNode> nodes) throws IOException {
    try {
      return bytesOn(nodes) == 0;
    } catch (NoSuchFileException | UncheckedIOException e) {
      // Files go while they are looked at.
      return false;
    }
  }

  String lose(int nodes) throws Exception {
    FSNamesystem names = cluster.getNamesystem();
    List<DataNode> lost = new ArrayList<>(cluster.getDataNodes().subList(0, nodes));
    long bytes = bytesOn(lost);
    for (DataNode node : lost) {
      gone.add(cluster.stopDataNode(node.getDisplayName()));
    }
    for (DataNode node : lost) {
      cluster.setDataNodeDead(node.getDatanodeId());
    }
    long detected = System.nanoTime();
    await(() -> names.getPendingReconstructionBlocks() > 0);
    long begun = System.nanoTime();
    await(
        () ->
            names.getPendingReconstructionBlocks() == 0
                && names.getBlockManager().getLowRedundancyBlocksCount() == 0);
    long end = System.nanoTime();
    for (DataNode node : lost) {
      for (Path file : blocksOn(node)) {
        Files.delete(file);
      }
    }
    return (end - begun) / 1e9 + " " + (end - detected) / 1e9 + " " + bytes;
  }

  /** Bytes of blocks on nodes, without their checksums. */
  private static long bytesOn(List<DataNode> nodes) throws IOException {
    long bytes = 0;
    for (DataNode node : nodes) {
      for (Path file : blocksOn(node)) {
        bytes += file.toString().endsWith(".meta") ? 0 : Files.size(file);
      }
    }
    return bytes;
  }

  private static List<Path> blocksOn(DataNode node) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : node.getConf().getTrimmedStrings("dfs.datanode.data.dir")) {
      Path path = Path.of(URI.create(folder.replaceFirst("^\\[.*\\]", "")));
      try (Stream<Path> walk = Files.walk(path)) {
        walk.filter(file -> file.getFileName().toString().startsWith("blk_")).forEach(files::add);
      }
    }
    return files;
  }

  private static org.apache.hadoop.fs.Path path(String directory, int number) {
    return new org.apache.hadoop.fs.Path("/" + directory + "/file-" + number);
  }

  /** One piece of the work. */
  private interface Piece {
    void run(int number) throws Exception;
  }

  private static void onClients(Load load, Piece piece) throws Exception {
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(load.clients);
    try {
      List<Future<Void>> under = new ArrayList<>();
      for (int client = 0; client < load.clients; client++) {
        under.add(
            pool.submit(
                () -> {
                  for (int n = next.getAndIncrement(); n < load.files; n = next.getAndIncrement()) {
                    piece.run(n);
                  }
                  return null;
                }));
      }
      for (Future<Void> each : under) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** What is waited for. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > LIMIT_NANOS) {
        throw new IOException("waited in vain for five minutes");
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  /** Stops it and removes all of its folders. */
  @Override
  public void close() throws IOException {
    if (cluster != null) {
      cluster.shutdown();
      cluster = null;
      gone.clear();
    }
    if (Files.exists(root)) {
      List<Path> all;
      try (Stream<Path> walk = Files.walk(root)) {
        all = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : all) {
        Files.deleteIfExists(path);
      }
    }
  }
}
