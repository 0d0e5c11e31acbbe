package io.restriper.engine.local.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.facts.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFactsTest {
  @TempDir private Path sysfs;

  @Test
  void aPartitionIsOnItsDisk() throws IOException {
    device("devices/pci0/nvme0n1", "259:0");
    file("devices/pci0/nvme0n1/queue/rotational", "0\n");
    file("devices/pci0/nvme0n1/device/model", "Fast Disk 1TB      \n");
    file("devices/pci0/nvme0n1/device/serial", "S123 \n");
    device("devices/pci0/nvme0n1/nvme0n1p2", "259:2");
    file("devices/pci0/nvme0n1/nvme0n1p2/partition", "2\n");

    assertThat(DiskFacts.of(number(259, 2), sysfs))
        .isEqualTo(new DiskFacts(MediaType.SSD, "Fast Disk 1TB", "S123"));
    assertThat(DiskFacts.of(number(259, 0), sysfs).model()).isEqualTo("Fast Disk 1TB");
  }

  @Test
  void aScsiDiskHasItsSerialNumberInAPage() throws IOException {
    device("devices/sda", "8:0");
    file("devices/sda/queue/rotational", "1\n");
    file("devices/sda/device/vpd_pg80", "\0\u0080\0\bWD-12345");

    assertThat(DiskFacts.of(number(8, 0), sysfs))
        .isEqualTo(new DiskFacts(MediaType.HDD, "", "WD-12345"));
  }

  @Test
  void aMappedDeviceIsOnItsOneDisk() throws IOException {
    device("devices/vda", "254:0");
    file("devices/vda/queue/rotational", "1\n");
    file("devices/vda/serial", "virtual-1");
    device("devices/dm-0", "253:0");
    file("devices/dm-0/queue/rotational", "0\n");
    link("devices/dm-0/slaves/vda", "devices/vda");

    assertThat(DiskFacts.of(number(253, 0), sysfs))
        .isEqualTo(new DiskFacts(MediaType.HDD, "", "virtual-1"));
  }

  @Test
  void aMappedDeviceOverTwoDisksSpeaksForItself() throws IOException {
    device("devices/dm-0", "253:0");
    file("devices/dm-0/queue/rotational", "0\n");
    link("devices/dm-0/slaves/vda", "devices/dm-0");
    link("devices/dm-0/slaves/vdb", "devices/dm-0");

    assertThat(DiskFacts.of(number(253, 0), sysfs)).isEqualTo(new DiskFacts(MediaType.SSD, "", ""));
  }

  @Test
  void aLoopOfMappedDevicesEnds() throws IOException {
    device("devices/dm-0", "253:0");
    file("devices/dm-0/queue/rotational", "0\n");
    link("devices/dm-0/slaves/dm-0", "devices/dm-0");

    assertThat(DiskFacts.of(number(253, 0), sysfs).media()).isEqualTo(MediaType.SSD);
  }

  @Test
  void whatTheSystemDoesNotKnowIsUnknown() throws IOException {
    device("devices/ram0", "1:0");
    file("devices/ram0/queue/rotational", "?");

    assertThat(DiskFacts.of(number(1, 0), sysfs)).isEqualTo(DiskFacts.UNKNOWN);
    assertThat(DiskFacts.of(number(0, 42), sysfs)).isEqualTo(DiskFacts.UNKNOWN);
    assertThat(DiskFacts.of(sysfs.resolve("gone"))).isEqualTo(DiskFacts.UNKNOWN);
  }

  @Test
  void largeNumbersArePackedAsLinuxDoes() throws IOException {
    device("devices/big", "5000:300");
    file("devices/big/queue/rotational", "1");

    assertThat(DiskFacts.of(number(5000, 300), sysfs).media()).isEqualTo(MediaType.HDD);
  }

  private void device(String path, String number) throws IOException {
    Files.createDirectories(sysfs.resolve(path));
    link("dev/block/" + number, path);
  }

  private void link(String from, String to) throws IOException {
    Files.createDirectories(sysfs.resolve(from).getParent());
    Files.createSymbolicLink(sysfs.resolve(from), sysfs.resolve(to));
  }

  private void file(String path, String content) throws IOException {
    Files.createDirectories(sysfs.resolve(path).getParent());
    Files.writeString(sysfs.resolve(path), content, StandardCharsets.ISO_8859_1);
  }

  /** Packs a device number as glibc's makedev does. */
  private static long number(long major, long minor) {
    return (major & 0xfff) << 8
        | (major & 0xfffff000L) << 32
        | minor & 0xff
        | (minor & 0xffffff00L) << 12;
  }
}
