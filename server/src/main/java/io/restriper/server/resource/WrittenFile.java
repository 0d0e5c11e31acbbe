package io.restriper.server.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.restriper.model.FileAttributes;

/** The attributes of a file that was written just now, with its tag for the ETag of the answer. */
final class WrittenFile extends FileAttributes {
  @JsonIgnore private final String tag;

  WrittenFile(String tag) {
    this.tag = tag;
  }

  String tag() {
    return tag;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WrittenFile file && tag.equals(file.tag) && super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
