package io.unroll.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ResolvedSettingsTest {

  @Provide
  Arbitrary<Settings> settings() {
    return SettingsArbitraries.settings();
  }

  @Property(tries = 300)
  void toJson_parsedAgain_givesEqualSettings(@ForAll("settings") Settings settings) {
    String json = ResolvedSettings.toJson(settings);

    assertEquals(settings, SettingsLoader.parse(json, "run.json", List.of()));
  }

  @Property(tries = 300)
  void toMap_readAgain_givesEqualSettings(@ForAll("settings") Settings settings) {
    Map<String, Object> map = ResolvedSettings.toMap(settings);

    assertEquals(settings, SettingsLoader.fromMap(map, "run.json"));
  }

  @Property(tries = 20)
  void withoutDefaults_readAgain_givesEqualSettings(@ForAll("settings") Settings settings) {
    Map<String, Object> map = ResolvedSettings.withoutDefaults(settings);

    assertEquals(settings, SettingsLoader.fromMap(map, "run.json"));
  }

  @Property(tries = 100)
  void settings_serializedForATask_arriveEqual(@ForAll("settings") Settings settings)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(settings);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertEquals(settings, in.readObject());
    }
  }

  @Example
  void toMap_shippedAddition_hasTheKeysOfAFile() {
    Settings settings =
        SettingsLoader.load(Path.of("conf/addition.conf"), List.of("training.clipNorm=off"));

    Map<String, Object> map = ResolvedSettings.toMap(settings);

    assertEquals(
        List.of(
            "name",
            "seed",
            "corpus",
            "tokens",
            "shards",
            "model",
            "training",
            "evaluation",
            "backend",
            "retraining",
            "answering"),
        List.copyOf(map.keySet()));
    assertEquals(
        "{type=addition, digits=3, examples=50000, shares={train=0.9, valid=0.05, test=0.05}}",
        String.valueOf(map.get("corpus")));
    assertEquals(
        "{unit=character, clusters=false, normalise=none, lowerCase=false, digits=keep}",
        String.valueOf(map.get("tokens")));
    assertEquals(
        "{type=encoder-decoder, cell=lstm, layers=1, hidden=128, embedding=32, tied=false,"
            + " dropout=0.0, initialisation=xavier, residual=0, normalisation=none,"
            + " variationalDropout=false, forgetGateBias=1.0, recurrence=hidden,"
            + " bidirectional=false, attention=general, attentionWiring=after, decoderStart=last,"
            + " rightToLeft=true}",
        String.valueOf(map.get("model")));
    assertEquals(
        "{workers=2, epochs=20, optimizer=adam, learningRate=0.004,"
            + " learningRateSchedule={type=step, decay=0.92, decayEpochs=1, warmupBatches=0},"
            + " clipNorm=off, labelSmoothing=0.0,"
            + " averaging={every=16, warmup=0, growth=1.0, outer=average, outerRate=off,"
            + " outerMomentum=off, outerLookAhead=false, updaterState=average, reduction=auto,"
            + " master=unroll},"
            + " stopping={patience=3, metric=nats, keep=best, averageLast=3, maxSkippedShare=0.05},"
            + " checkpoints={minutes=10.0}}",
        String.valueOf(map.get("training")));
  }
}
