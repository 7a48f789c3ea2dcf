package dev.interlock.record;

class RecordCodecContractTest extends CodecContract {
  @Override
  Codec codec() {
    return Codec.json();
  }
}
