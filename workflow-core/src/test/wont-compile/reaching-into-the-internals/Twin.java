import dev.interlock.record.Codec;

class Twin {
  static final Object CODEC = Codec.json();
}
