package dev.interlock.internal.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.CollectionType;

/** What is written more strictly than Jackson itself would: nulls, and the order of sets. */
final class StrictWriters extends ValueSerializerModifier {
  private static final long serialVersionUID = 1L;

  /** How a null is refused, wherever it stands. */
  static final class NoNull extends ValueSerializer<Object> {
    static final String PROBLEM = "is null; use Optional where it may be absent";

    @Override
    public void serialize(@Nullable Object value, JsonGenerator out, SerializationContext context) {
      context.reportBadDefinition(Object.class, PROBLEM);
    }
  }

  @Override
  public List<BeanPropertyWriter> changeProperties(
      SerializationConfig config,
      BeanDescription.Supplier description,
      List<BeanPropertyWriter> writers) {
    writers.replaceAll(NotNull::new);
    return writers;
  }

  @Override
  public ValueSerializer<?> modifyCollectionSerializer(
      SerializationConfig config,
      CollectionType type,
      BeanDescription.Supplier description,
      ValueSerializer<?> serializer) {
    return Set.class.isAssignableFrom(type.getRawClass()) ? new Sorted(serializer) : serializer;
  }

  /** What is absent is left out, and so would be what is null. */
  private static final class NotNull extends BeanPropertyWriter {
    private static final long serialVersionUID = 1L;

    NotNull(BeanPropertyWriter writer) {
      super(writer);
    }

    @Override
    public void serializeAsProperty(Object bean, JsonGenerator out, SerializationContext context)
        throws Exception {
      if (get(bean) == null) {
        context.reportBadDefinition(Object.class, NoNull.PROBLEM);
      }
      super.serializeAsProperty(bean, out, context);
    }
  }

  /** A set has no order of its own, and some have another one in every process. */
  private static final class Sorted extends ValueSerializer<Object> {
    private final ValueSerializer<Object> list;

    @SuppressWarnings("unchecked") // what writes a set writes any collection
    Sorted(ValueSerializer<?> list) {
      this.list = (ValueSerializer<Object>) list;
    }

    @Override
    public ValueSerializer<?> createContextual(
        SerializationContext context, @Nullable BeanProperty property) {
      return new Sorted(list.createContextual(context, property));
    }

    @Override
    public void serialize(Object set, JsonGenerator out, SerializationContext context) {
      List<Object> elements = new ArrayList<>((Set<?>) set);
      if (!elements.contains(null)) {
        elements.sort(Comparator.comparing(element -> context.valueToTree(element).toString()));
      }
      list.serialize(elements, out, context);
    }
  }
}
