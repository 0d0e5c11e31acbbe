package io.restriper.server.resource;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.volume.FileAttributes;
import io.restriper.engine.volume.Listing;
import io.restriper.engine.volume.OpenFile;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.engine.volume.VolumePath;
import io.restriper.model.DirectoryEntries;
import io.restriper.model.api.FilesApi;
import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/** How data gets in and out. */
final class FilesResource implements FilesApi {
  private static final int DEFAULT_LIMIT = 1000;
  private static final int MAX_LIMIT = 10_000;

  private final VolumeFiles files;
  private final Supplier<Facts> facts;

  FilesResource(VolumeFiles files, Supplier<Facts> facts) {
    this.files = files;
    this.facts = facts;
  }

  @Override
  public InputStream getFileData(String ref, Long offset, Long length) {
    long from = checked("offset", offset, 0);
    long count = checked("length", length, Long.MAX_VALUE);
    OpenFile file = files.open(path(ref));
    return FileStream.of(file, from, count);
  }

  @Override
  public io.restriper.model.FileAttributes putFileData(
      String ref, InputStream body, String ifMatch) {
    VolumePath path = path(ref);
    Optional<String> expected = ifMatch == null ? Optional.empty() : expected(path, ifMatch);
    FileAttributes written = files.write(path, body, expected);
    return attributes(written, new WrittenFile(written.tag()));
  }

  private Optional<String> expected(VolumePath path, String ifMatch) {
    EntityTags tags = EntityTags.parse(ifMatch);
    if (tags.any()) {
      return Optional.of("*");
    }
    if (tags.tags().size() == 1) {
      return Optional.of(tags.tags().get(0));
    }
    String current = currentTag(path);
    if (!tags.tags().contains(current)) {
      throw mismatch(path);
    }
    return Optional.of(current);
  }

  private String currentTag(VolumePath path) {
    try {
      return files.attributes(path).tag();
    } catch (VolumeException e) {
      throw e.problem() == Problem.NOT_FOUND ? mismatch(path) : e;
    }
  }

  private static VolumeException mismatch(VolumePath path) {
    return new VolumeException(
        Problem.TAG_MISMATCH,
        path + " is none of those that If-Match names. Read it again and repeat the change.");
  }

  @Override
  public io.restriper.model.FileAttributes getFileAttributes(String ref) {
    return attributes(files.attributes(path(ref)), new io.restriper.model.FileAttributes());
  }

  @Override
  public DirectoryEntries listFileEntries(String ref, String after, Integer limit) {
    int most = limit == null ? DEFAULT_LIMIT : limit;
    if (most < 1 || most > MAX_LIMIT) {
      throw new ApiException(
          ErrorKind.INVALID_PARAMETER,
          "The parameter limit is " + most + ". Give a whole number from 1 to " + MAX_LIMIT + ".");
    }
    Listing listing = files.list(path(ref), after == null ? "" : after, most);
    return new DirectoryEntries()
        .path(Wire.path(listing.directory()))
        .id(Long.toString(listing.directory().id()))
        .childCount(Wire.count(listing.directory().childCount()))
        .files(
            listing.children().stream()
                .map(child -> attributes(child, new io.restriper.model.FileAttributes()))
                .toList());
  }

  @Override
  public void deleteFile(String ref) {
    VolumePath path = path(ref);
    try {
      files.delete(path);
    } catch (VolumeException e) {
      throw e.problem() == Problem.NOT_A_FILE ? directoryNotDeleted(path, e) : e;
    }
  }

  private RuntimeException directoryNotDeleted(VolumePath path, VolumeException refusal) {
    FileAttributes directory = files.attributes(path);
    if (!directory.directory() || directory.childCount() == 0) {
      return refusal;
    }
    return new ApiException(
        ErrorKind.DIRECTORY_NOT_EMPTY,
        path
            + " is a directory and has "
            + directory.childCount()
            + (directory.childCount() == 1 ? " entry" : " entries")
            + ". Delete the files in it; it goes with the last one.");
  }

  private io.restriper.model.FileAttributes attributes(
      FileAttributes known, io.restriper.model.FileAttributes target) {
    return Wire.attributes(known, facts.get().space().blockSize(), target);
  }

  /** The path that a reference means; a slash at its end makes no difference. */
  private static VolumePath path(String ref) {
    boolean slashAtEnd = ref.length() > 1 && ref.endsWith("/") && !ref.endsWith("//");
    return VolumePath.parse(slashAtEnd ? ref.substring(0, ref.length() - 1) : ref);
  }

  private static long checked(String name, Long value, long byDefault) {
    if (value == null) {
      return byDefault;
    }
    if (value < 0) {
      throw new ApiException(
          ErrorKind.INVALID_PARAMETER,
          "The parameter "
              + name
              + " is "
              + value
              + ". Give a whole number from 0 to "
              + Long.MAX_VALUE
              + ".");
    }
    return value;
  }
}
