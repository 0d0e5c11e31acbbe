package io.restriper.engine.local.drive;

import io.restriper.engine.facts.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the operating system tells of the disk below a directory: on Linux from sysfs, elsewhere
 * nothing.
 *
 * @param media what it is made of
 * @param model empty if not known
 * @param serial empty if not known
 */
public record DiskFacts(MediaType media, String model, String serial) {
  /** Nothing is known. */
  public static final DiskFacts UNKNOWN = new DiskFacts(MediaType.UNKNOWN, "", "");

  private static final Path SYSFS = Path.of("/sys");

  /** Layers of device mapper that are looked through. */
  private static final int MAX_LAYERS = 8;

  /** Bytes before the serial number in the SCSI vital product data page 0x80. */
  private static final int VPD_HEADER = 4;

  /** Looks below a directory. Never throws: what cannot be told is unknown, or empty. */
  public static DiskFacts of(Path directory) {
    try {
      return LocalDriveFiles.device(directory.toRealPath())
          .map(device -> of(device, SYSFS))
          .orElse(UNKNOWN);
    } catch (IOException | RuntimeException e) {
      return UNKNOWN;
    }
  }

  /**
   * Looks up a device.
   *
   * @param device its number as Linux packs it in {@code st_dev}
   * @param sysfs where sysfs is mounted
   */
  static DiskFacts of(long device, Path sysfs) {
    long major = ((device >>> 8) & 0xfff) | ((device >>> 32) & 0xfffff000L);
    long minor = (device & 0xff) | ((device >>> 12) & 0xffffff00L);
    try {
      Path disk = disk(sysfs.resolve("dev/block/" + major + ":" + minor).toRealPath(), 0);
      return new DiskFacts(media(disk), text(disk.resolve("device/model")), serial(disk));
    } catch (IOException | RuntimeException e) {
      return UNKNOWN;
    }
  }

  /** The disk below a partition, or below a mapped device that has one disk. */
  private static Path disk(Path block, int layer) throws IOException {
    if (Files.exists(block.resolve("partition"))) {
      return disk(block.getParent(), layer);
    }
    Path slaves = block.resolve("slaves");
    if (layer == MAX_LAYERS || !Files.isDirectory(slaves)) {
      return block;
    }
    try (Stream<Path> entries = Files.list(slaves)) {
      List<Path> below = entries.limit(2).toList();
      return below.size() == 1 ? disk(below.get(0).toRealPath(), layer + 1) : block;
    }
  }

  private static MediaType media(Path disk) {
    return switch (text(disk.resolve("queue/rotational"))) {
      case "0" -> MediaType.SSD;
      case "1" -> MediaType.HDD;
      default -> MediaType.UNKNOWN;
    };
  }

  /** NVMe and MMC, virtio, and SCSI keep it in different places. */
  private static String serial(Path disk) {
    return Stream.of(
            text(disk.resolve("device/serial")),
            text(disk.resolve("serial")),
            bytes(disk.resolve("device/vpd_pg80"))
                .filter(page -> page.length > VPD_HEADER)
                .map(page -> printable(page, VPD_HEADER))
                .orElse(""))
        .filter(serial -> !serial.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String text(Path file) {
    return bytes(file).map(bytes -> printable(bytes, 0)).orElse("");
  }

  private static Optional<byte[]> bytes(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String printable(byte[] bytes, int from) {
    String text = new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
    return text.replaceAll("[^\\x20-\\x7e]", " ").strip();
  }
}
