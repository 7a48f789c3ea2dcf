package dev.interlock.internal.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanSerializerFactory;
import tools.jackson.databind.type.LogicalType;

/**
 * Records to JSON and back, strictly: nothing is guessed, coerced, dropped or defaulted.
 *
 * <p>An absent {@code Optional} is left out; any other absent, null or unknown component is an
 * error, and so are a null inside a collection, a repeated key and anything after the value. Safe
 * for many threads.
 */
public final class StrictJson {
  private static final String SOURCE = "source";

  private final JsonMapper mapper;

  /** Whether components hold JSON as it stands in what is read. */
  private final boolean slices;

  private final Map<Class<?>, ObjectWriter> writers = new ConcurrentHashMap<>();
  private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

  private StrictJson(JsonMapper mapper, boolean slices) {
    this.mapper = mapper;
    this.slices = slices;
  }

  /** For values of our own and of hosts: an unknown component is an error. */
  public static StrictJson ofValues() {
    return new StrictJson(builder(new StrictModule()).build(), false);
  }

  /**
   * For recorded events: an unknown component is passed over, and components of one type hold JSON
   * as the bytes that stand in the record.
   *
   * @param type the type that holds raw JSON
   * @param bytes its bytes
   * @param of makes it from bytes
   */
  public static <T> StrictJson ofEvents(
      Class<T> type, Function<T, byte[]> bytes, Function<byte[], T> of) {
    SimpleModule raw =
        new StrictModule()
            .addSerializer(type, new RawWriter<>(bytes))
            .addDeserializer(type, new RawReader<>(of));
    return new StrictJson(
        builder(raw).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build(), true);
  }

  private static JsonMapper.Builder builder(SimpleModule module) {
    return JsonMapper.builder(JsonText.FACTORY)
        .annotationIntrospector(new RecordIntrospector())
        .addModule(module)
        .serializerFactory(
            BeanSerializerFactory.instance.withNullValueSerializer(new StrictWriters.NoNull()))
        .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_ABSENT))
        .changeDefaultNullHandling(n -> JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
        .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .withConfigOverride(
            Optional.class, o -> o.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.SET)))
        .withCoercionConfig(
            LogicalType.Textual,
            c ->
                c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING);
  }

  /**
   * One JSON value in UTF-8, as it may be recorded.
   *
   * @throws IllegalArgumentException if the value cannot be written; the message names types and
   *     components, never values
   */
  public byte[] write(Object value, Class<?> type) {
    try {
      return JsonText.recordableAsWritten(
          writers.computeIfAbsent(type, t -> mapper.writerFor(t)).writeValueAsBytes(value));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "cannot write " + type.getName() + ": " + Problem.ofWriting(e));
    }
  }

  /**
   * A tree of maps, lists, strings, numbers and booleans in UTF-8, without white space and in the
   * order of its maps.
   */
  public byte[] writeTree(Map<String, ?> tree) {
    return mapper
        .writer()
        .without(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .writeValueAsBytes(tree);
  }

  /**
   * The value that these bytes hold.
   *
   * @throws IllegalArgumentException if the bytes are not exactly one value of the type; the
   *     message names types and components, never values
   */
  public <T> T read(byte[] json, Class<T> type) {
    try {
      ObjectReader reader = readers.computeIfAbsent(type, t -> mapper.readerFor(t));
      T value = (slices ? reader.withAttribute(SOURCE, json) : reader).readValue(json);
      if (value == null) {
        throw new IllegalArgumentException("cannot read " + type.getName() + ": the value is null");
      }
      return value;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "cannot read " + type.getName() + ": " + Problem.ofReading(e));
    }
  }

  /**
   * The tree that these bytes hold, of maps, lists, strings, numbers and booleans.
   *
   * @throws IllegalArgumentException if they are not exactly one JSON object
   */
  @SuppressWarnings("unchecked") // an object of JSON is a map by its keys
  public Map<String, Object> readTree(byte[] json) {
    return (Map<String, Object>) read(json, Map.class);
  }

  private static final class RawWriter<T> extends ValueSerializer<T> {
    private final Function<T, byte[]> bytes;

    RawWriter(Function<T, byte[]> bytes) {
      this.bytes = bytes;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializationContext context) {
      out.writeRawValue(
          new SerializedString(new String(bytes.apply(value), StandardCharsets.UTF_8)));
    }
  }

  private static final class RawReader<T> extends ValueDeserializer<T> {
    private final Function<byte[], T> of;

    RawReader(Function<byte[], T> of) {
      this.of = of;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      byte[] source = (byte[]) context.getAttribute(SOURCE);
      int from = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      parser.finishToken();
      int to = (int) parser.currentLocation().getByteOffset();
      return of.apply(Arrays.copyOfRange(source, from, to));
    }
  }
}
