package dev.interlock.internal.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleModule;

/**
 * The types that Jackson itself reads more kindly than a record may be read: texts that are taken
 * for numbers or times, numbers that wrap around, names that are trimmed, elements that vanish in a
 * set.
 */
final class StrictModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  StrictModule() {
    setDeserializers(new Readers());
    text(Instant.class, Instant::parse, Instant::toString);
    text(Duration.class, Duration::parse, Duration::toString);
    text(Period.class, Period::parse, Period::toString);
    text(LocalDate.class, LocalDate::parse, LocalDate::toString);
    text(LocalTime.class, LocalTime::parse, DateTimeFormatter.ISO_LOCAL_TIME::format);
    text(LocalDateTime.class, LocalDateTime::parse, DateTimeFormatter.ISO_LOCAL_DATE_TIME::format);
    text(
        OffsetDateTime.class,
        OffsetDateTime::parse,
        DateTimeFormatter.ISO_OFFSET_DATE_TIME::format);
    addDeserializer(Byte.class, new ByteReader());
    addDeserializer(byte.class, new ByteReader());
    addSerializer(Enum.class, new EnumWriter());
    addDeserializer(Optional.class, new OptionalReader(null));
    addDeserializer(Set.class, new SetReader(null));
    setSerializerModifier(new StrictWriters());
  }

  private static final class Readers extends SimpleDeserializers {
    private static final long serialVersionUID = 1L;

    @Override
    public ValueDeserializer<?> findEnumDeserializer(
        JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
      return new EnumReader(type.getRawClass());
    }
  }

  private <T> void text(Class<T> type, Function<String, T> parse, Function<T, String> format) {
    addDeserializer(type, new TextReader<>(type, parse));
    addSerializer(type, new TextWriter<>(format));
  }

  /** The text of a JSON string; anything else is refused. */
  private static String text(JsonParser parser, DeserializationContext context, Class<?> type) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      context.reportInputMismatch(type, "not a text");
    }
    return parser.getString();
  }

  private static final class TextReader<T> extends ValueDeserializer<T> {
    private final Class<T> type;
    private final Function<String, T> parse;

    TextReader(Class<T> type, Function<String, T> parse) {
      this.type = type;
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      try {
        return parse.apply(text(parser, context, type));
      } catch (DateTimeException e) {
        return context.reportInputMismatch(type, "not of its form");
      }
    }
  }

  private static final class TextWriter<T> extends ValueSerializer<T> {
    private final Function<T, String> format;

    TextWriter(Function<T, String> format) {
      this.format = format;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializationContext context) {
      out.writeString(format.apply(value));
    }
  }

  /** Jackson takes 128 to 255 for negative numbers. */
  private static final class ByteReader extends ValueDeserializer<Byte> {
    @Override
    public Byte deserialize(JsonParser parser, DeserializationContext context) {
      int value = parser.hasToken(JsonToken.VALUE_NUMBER_INT) ? parser.getIntValue() : 128;
      return value == (byte) value
          ? Byte.valueOf((byte) value)
          : context.reportInputMismatch(Byte.class, "not a byte");
    }
  }

  /** Jackson trims the name. */
  private static final class EnumReader extends ValueDeserializer<Enum<?>> {
    private final Class<?> type;

    EnumReader(Class<?> type) {
      this.type = type;
    }

    @Override
    public Enum<?> deserialize(JsonParser parser, DeserializationContext context) {
      String name = text(parser, context, type);
      return Arrays.stream(type.getEnumConstants())
          .<Enum<?>>map(constant -> (Enum<?>) constant)
          .filter(constant -> constant.name().equals(name))
          .findFirst()
          .orElseGet(() -> context.reportInputMismatch(type, "none of its names"));
    }
  }

  @SuppressWarnings("rawtypes") // what Jackson calls every enum
  private static final class EnumWriter extends ValueSerializer<Enum> {
    @Override
    public void serialize(Enum value, JsonGenerator out, SerializationContext context) {
      out.writeString(value.name());
    }
  }

  /** Present, or left out: never null. */
  private static final class OptionalReader extends ValueDeserializer<Optional<?>> {
    private final @Nullable ValueDeserializer<Object> content;

    OptionalReader(@Nullable ValueDeserializer<Object> content) {
      this.content = content;
    }

    @Override
    public ValueDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      JavaType type = context.getContextualType().containedTypeOrUnknown(0);
      return new OptionalReader(context.findRootValueDeserializer(type));
    }

    @Override
    public Optional<?> deserialize(JsonParser parser, DeserializationContext context) {
      return content == null
          ? context.reportInputMismatch(Optional.class, "of an unknown type")
          : Optional.of(content.deserialize(parser, context));
    }

    @Override
    public Object getNullValue(DeserializationContext context) {
      return context.reportInputMismatch(Optional.class, "null");
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return Optional.empty();
    }
  }

  /** Each element once, in the order of the record. */
  private static final class SetReader extends ValueDeserializer<Set<?>> {
    private final @Nullable ValueDeserializer<Object> elements;

    SetReader(@Nullable ValueDeserializer<Object> elements) {
      this.elements = elements;
    }

    @Override
    public ValueDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      JavaType type = context.getContextualType().containedTypeOrUnknown(0);
      return new SetReader(context.findRootValueDeserializer(type));
    }

    @Override
    public Set<?> deserialize(JsonParser parser, DeserializationContext context) {
      if (elements == null || !parser.hasToken(JsonToken.START_ARRAY)) {
        return context.reportInputMismatch(Set.class, "not a list");
      }
      Set<Object> found = new LinkedHashSet<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.hasToken(JsonToken.VALUE_NULL)
            || !found.add(elements.deserialize(parser, context))) {
          return context.reportInputMismatch(Set.class, "an element is null or there twice");
        }
      }
      return Collections.unmodifiableSet(found);
    }
  }
}
