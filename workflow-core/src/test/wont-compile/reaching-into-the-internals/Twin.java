import dev.interlock.record.Codec;

class Twin {
  static final Object PROFILE = Codec.json();
}
