package dev.interlock.internal.json;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.impl.AsPropertyTypeDeserializer;
import tools.jackson.databind.jsontype.impl.StdTypeResolverBuilder;

/** Reads a record of a sealed interface from an object only; Jackson also takes a list. */
final class Alternatives extends StdTypeResolverBuilder {

  @Override
  public TypeDeserializer buildTypeDeserializer(
      DeserializationContext context, JavaType type, Collection<NamedType> alternatives) {
    TypeDeserializer built = super.buildTypeDeserializer(context, type, alternatives);
    return new OfObject((AsPropertyTypeDeserializer) built, null);
  }

  private static final class OfObject extends AsPropertyTypeDeserializer {
    OfObject(AsPropertyTypeDeserializer from, @Nullable BeanProperty property) {
      super(from, property);
    }

    @Override
    public TypeDeserializer forProperty(@Nullable BeanProperty property) {
      return new OfObject(this, property);
    }

    @Override
    public Object deserializeTypedFromObject(JsonParser parser, DeserializationContext context) {
      return parser.hasToken(JsonToken.START_OBJECT)
          ? super.deserializeTypedFromObject(parser, context)
          : context.reportInputMismatch(baseType(), "not an object");
    }

    @Override
    public Object deserializeTypedFromAny(JsonParser parser, DeserializationContext context) {
      return deserializeTypedFromObject(parser, context);
    }
  }
}
