package io.restriper.client.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import io.restriper.model.FileType;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The attributes of a file or a directory. A number or a time is empty if unknown, and so is a
 * text, which {@code unknowns} tells.
 *
 * @param path absolute path
 * @param name last name of the path
 * @param type whether it is a file or a directory
 * @param id identity of the file
 * @param size bytes of a file
 * @param modificationTime when the bytes were written last
 * @param creationTime when it came into being
 * @param numLinks names that it has
 * @param childCount entries of a directory
 * @param blocks blocks that it takes, of {@link FileSystemUsage#blockSizeBytes()} each
 * @param datablocks those of them that hold data
 * @param metablocks those of them that hold what describes the data
 * @param unknowns what of the answer was not understood
 */
public record FileEntry(
    String path,
    String name,
    OpenEnum<FileType> type,
    String id,
    OptionalLong size,
    Optional<OffsetDateTime> modificationTime,
    Optional<OffsetDateTime> creationTime,
    OptionalInt numLinks,
    OptionalInt childCount,
    OptionalLong blocks,
    OptionalLong datablocks,
    OptionalLong metablocks,
    Unknowns unknowns) {

  static FileEntry read(JsonNode json) {
    Fields fields = new Fields(json);
    return new FileEntry(
        fields.text("path"),
        fields.text("name"),
        fields.openEnum("type", FileType.class),
        fields.text("id"),
        fields.whole("size"),
        fields.time("modification_time"),
        fields.time("creation_time"),
        fields.integer("num_links"),
        fields.integer("child_count"),
        fields.whole("blocks"),
        fields.whole("datablocks"),
        fields.whole("metablocks"),
        fields.unknowns());
  }
}
