package dev.interlock.examples.sprintreview;

import dev.interlock.record.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads work items, strictly: every file is a valid item or refused by name. */
final class Items {
  private final RunFiles files;

  Items(RunFiles files) {
    this.files = files;
  }

  /**
   * An item and the file that it was read from.
   *
   * @param file relative to the folder of the log
   * @param sha256 the SHA-256 of the file
   * @param item what it holds
   */
  record Filed(String file, String sha256, WorkItem item) {}

  /** Items and the folder that they were read from. */
  record Shelf(String folder, List<Filed> items) {

    /** Those of one sprint. */
    List<WorkItem> of(String sprint) {
      return items.stream()
          .map(Filed::item)
          .filter(item -> item.iteration().equals(sprint))
          .toList();
    }

    /** What was read. */
    Seen seen() {
      TreeMap<String, String> digests = new TreeMap<>();
      items.forEach(filed -> digests.put(filed.file(), filed.sha256()));
      return Seen.of(folder, digests);
    }
  }

  /**
   * All items of all types.
   *
   * @throws FailureException if a folder or file cannot be read or an item is not valid
   */
  Shelf all(SprintToReview sprint) {
    List<Filed> all = new ArrayList<>();
    ItemType.FOLDERS.forEach(folder -> all.addAll(in(sprint.items(), folder)));
    return new Shelf(sprint.items(), List.copyOf(all));
  }

  /** The items of one folder. */
  List<Filed> in(String items, String folder) {
    return files.names(items + "/" + folder).stream()
        .map(name -> read(items + "/" + folder + "/" + name, folder))
        .toList();
  }

  /** The item of this id, if it is where it belongs. */
  Filed byId(SprintToReview sprint, String id) {
    String folder = ItemType.ofId(id).orElseThrow(() -> notAnId(sprint.items(), id)).folder();
    return read(sprint.items() + "/" + folder + "/" + id + ".json", folder);
  }

  private Filed read(String file, String folder) {
    if (!file.endsWith(".json")) {
      throw Refusal.malformed(file, "only files named {ID}.json belong here");
    }
    byte[] bytes = files.bytes(file);
    WorkItem item = RunFiles.json(file, bytes, WorkItem.class);
    require(file, folder, item);
    return new Filed(file, RunFiles.sha256(bytes), item);
  }

  /** What the fields must say beyond their form. */
  static void require(String file, String folder, WorkItem item) {
    ItemType type = ItemType.of(item.type()).orElseThrow(() -> unknown(file, "type", item.type()));
    if (State.of(item.state()).isEmpty()) {
      throw unknown(file, "state", item.state());
    }
    if (!type.hasId(item.id()) || !file.endsWith("/" + item.id() + ".json")) {
      throw Refusal.malformed(
          file, "its id '" + item.id() + "' is not that of a " + type.text() + " in this file");
    }
    if (!type.folder().equals(folder)) {
      throw Refusal.malformed(file, "a " + type.text() + " belongs into " + type.folder() + "/");
    }
    for (String id : related(item)) {
      if (ItemType.ofId(id).isEmpty()) {
        throw notAnId(file, id);
      }
    }
  }

  private static List<String> related(WorkItem item) {
    List<String> ids = new ArrayList<>(item.children());
    item.parent_id().ifPresent(ids::add);
    return ids;
  }

  private static FailureException unknown(String file, String field, String value) {
    return Refusal.malformed(file, "its " + field + " '" + value + "' is not known");
  }

  private static FailureException notAnId(String file, String id) {
    return Refusal.malformed(file, "'" + id + "' is not the id of an item");
  }
}
