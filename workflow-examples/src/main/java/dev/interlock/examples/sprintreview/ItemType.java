package dev.interlock.examples.sprintreview;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The types of work items, each with its folder and the form of its ids. */
enum ItemType {
  EPIC("Epic", "epics", "EPIC"),
  FEATURE("Feature", "features", "FEATURE"),
  STORY("User Story", "features", "STORY"),
  TASK("Task", "tasks", "TASK"),
  BUG("Bug", "bugs", "BUG");

  /** The folders of the items. */
  static final List<String> FOLDERS = List.of("epics", "features", "tasks", "bugs");

  private final String text;
  private final String folder;
  private final Pattern id;

  ItemType(String text, String folder, String prefix) {
    this.text = text;
    this.folder = folder;
    this.id = Pattern.compile(prefix + "-[0-9]{3,18}");
  }

  /** As it stands in a file. */
  String text() {
    return text;
  }

  /** The folder of its files. */
  String folder() {
    return folder;
  }

  /** Whether this is an id of the type: its prefix, a dash and at least three digits. */
  boolean hasId(String candidate) {
    return id.matcher(candidate).matches();
  }

  /** The type of this text, in exactly this spelling. */
  static Optional<ItemType> of(String text) {
    return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
  }

  /** The type that has such ids. */
  static Optional<ItemType> ofId(String id) {
    return Arrays.stream(values()).filter(type -> type.hasId(id)).findFirst();
  }
}
