package dev.interlock.internal.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/**
 * What Jackson is told about records: every component is required unless it is an Optional, and a
 * sealed interface of records carries the simple name of its record in the field {@code type}.
 * Annotations say nothing: a record is written and read the same way whoever else uses it.
 */
final class RecordIntrospector extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    return !Optional.class.isAssignableFrom(member.getRawType());
  }

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated annotated) {
    return annotated instanceof AnnotatedClass && isAlternatives(annotated.getRawType())
        ? JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, true, null)
        : super.findPolymorphicTypeInfo(config, annotated);
  }

  @Override
  public @Nullable Object findTypeResolverBuilder(MapperConfig<?> config, Annotated annotated) {
    return annotated instanceof AnnotatedClass && isAlternatives(annotated.getRawType())
        ? new Alternatives()
        : super.findTypeResolverBuilder(config, annotated);
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
    return isAlternatives(annotated.getRawType())
        ? Arrays.stream(annotated.getRawType().getPermittedSubclasses())
            .map(NamedType::new)
            .toList()
        : super.findSubtypes(config, annotated);
  }

  private static boolean isAlternatives(Class<?> type) {
    return type.isSealed() && type.isInterface();
  }
}
