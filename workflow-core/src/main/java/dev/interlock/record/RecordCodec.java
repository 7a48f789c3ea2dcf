package dev.interlock.record;

import dev.interlock.internal.json.StrictJson;

/** The codec of our own. */
final class RecordCodec implements Codec {
  static final RecordCodec INSTANCE = new RecordCodec();

  private final StrictJson json = StrictJson.ofValues();

  private RecordCodec() {}

  @Override
  public <T> Json write(T value, Class<T> type) {
    return Json.written(json.write(value, type));
  }

  @Override
  public <T> T read(Json value, Class<T> type) {
    return json.read(value.bytes(), type);
  }
}
