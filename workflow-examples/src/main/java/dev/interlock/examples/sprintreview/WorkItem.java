package dev.interlock.examples.sprintreview;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A work item as it stands in its file, field by field; a field that is not here is refused, and
 * one that has no value is left out. Immutable.
 *
 * @param id such as {@code STORY-012}; also the name of the file
 * @param type Epic, Feature, User Story, Task or Bug
 * @param title one line
 * @param description what it is about
 * @param state New, Active, Blocked or Done
 * @param assigned_to who works on it
 * @param iteration the name of its sprint
 * @param created_at when it was made
 * @param updated_at when it was last changed
 * @param parent_id the item that it is part of
 * @param child_ids the items that are part of it
 * @param fields what else a tracker keeps of it
 * @param story_points its size
 * @param priority 1 is first
 * @param comments what people said of it
 * @param links other items that it has to do with
 * @param tags words that it is found by
 */
@SuppressWarnings("MemberName") // the names in the file
public record WorkItem(
    String id,
    String type,
    String title,
    String description,
    String state,
    Optional<String> assigned_to,
    String iteration,
    Instant created_at,
    Instant updated_at,
    Optional<String> parent_id,
    Optional<List<String>> child_ids,
    Optional<Map<String, String>> fields,
    Optional<BigDecimal> story_points,
    Optional<Integer> priority,
    Optional<List<Comment>> comments,
    Optional<List<Link>> links,
    Optional<List<String>> tags) {

  /** Copies the lists and the map. */
  public WorkItem {
    child_ids = child_ids.map(List::copyOf);
    fields = fields.map(map -> Collections.unmodifiableMap(new LinkedHashMap<>(map)));
    comments = comments.map(List::copyOf);
    links = links.map(List::copyOf);
    tags = tags.map(List::copyOf);
  }

  /** The same in another state, changed at this time. */
  WorkItem moved(State to, Instant at) {
    return new WorkItem(
        id,
        type,
        title,
        description,
        to.text(),
        assigned_to,
        iteration,
        created_at,
        at,
        parent_id,
        child_ids,
        fields,
        story_points,
        priority,
        comments,
        links,
        tags);
  }

  /** Whether it is in this state. */
  boolean is(State in) {
    return state.equals(in.text());
  }

  /** Whether it is of this type. */
  boolean is(ItemType of) {
    return type.equals(of.text());
  }

  /** The ids of the items that are part of it, none if it names none. */
  List<String> children() {
    return child_ids.orElse(List.of());
  }

  /** Whether it has this tag, in upper or lower case. */
  boolean tagged(String tag) {
    return tags.orElse(List.of()).stream().anyMatch(tag::equalsIgnoreCase);
  }

  /**
   * What somebody said of an item.
   *
   * @param text what
   * @param author who
   * @param created_at when
   */
  public record Comment(String text, String author, Instant created_at) {}

  /**
   * Another item that an item has to do with.
   *
   * @param target_id which
   * @param relation_type how
   */
  public record Link(String target_id, String relation_type) {}
}
