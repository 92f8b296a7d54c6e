package io.unroll.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "password | x",
        "url | jdbc:oracle:thin:scott/tiger@//db:1521/orcl",
        "url | jdbc:oracle:oci8:scott/tiger@db",
        "url | jdbc:postgresql://db/x?user=a&password=b",
        "url | jdbc:mysql://root:pw@db/x",
        "url | jdbc:sqlserver://db;user=a;pwd=b",
        "connection | DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abc==",
        "connection | Endpoint=sb://a/;SharedAccessKeyName=n;SharedAccessKey=k",
        "path | https://a.blob.core.windows.net/c/f.csv?sv=2020&sig=abc",
        "fs.azure.account.key.a.blob.core.windows.net | abc",
        "fs.azure.sas.c.a.blob.core.windows.net | abc",
        "sas | abc",
        "accessKeyId | AKIA",
        "sessionKey | abc",
        "fs.s3a.access.key | AKIA",
        "auth | {\"type\": \"service_account\", \"private_key\": \"abc\"}",
        "pem | -----BEGIN RSA PRIVATE KEY-----",
        "extra | token=abc"
      })
  void options_withSecret_areFound(String key, String value) {
    assertEquals(List.of(key), Secrets.in(Map.of(key, value)));
    assertEquals(
        "corpus.options." + key + "=***", Secrets.masked("corpus.options." + key + "=" + value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "password | env:DB_PASSWORD",
        "url | jdbc:oracle:thin:@//db:1521/orcl",
        "url | jdbc:postgresql://db/x?user=a",
        "header | true",
        "sep | ;",
        "dbtable | tokens",
        "inferSchema | true",
        "path | s3a://bucket/sassafras/a.csv"
      })
  void options_withoutSecret_areLeft(String key, String value) {
    assertEquals(List.of(), Secrets.in(Map.of(key, value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:oracle:thin:scott/tiger@//db:1521/orcl",
        "https://user:pw@host/file.csv",
        "wasbs://c@a/f?sv=1&sig=abc",
        "CREATE TEMPORARY VIEW v USING jdbc OPTIONS (url 'x', password 'y')",
        "SELECT * FROM read('AccountKey=abc')"
      })
  void texts_withSecret_areFound(String text) {
    assertTrue(Secrets.in(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT text, label FROM source WHERE token = 'the'",
        "SELECT secret, key FROM source",
        "hdfs://node:8020/data/a.parquet",
        "abfss://container@account.dfs.core.windows.net/a",
        "/data/2026-11-28T10:00/part@1.csv"
      })
  void texts_withoutSecret_areLeft(String text) {
    assertFalse(Secrets.in(text));
  }

  @Test
  void loadAndQuery_withSecret_areRefused() {
    String problem =
        org.junit.jupiter.api.Assertions.assertThrows(
                InvalidSettings.class,
                () ->
                    new TableSource(
                        "jdbc",
                        Map.of(),
                        java.util.Optional.of("jdbc:oracle:thin:scott/tiger@db"),
                        java.util.Optional.of("SELECT 1 -- password='x'")))
            .violations()
            .toString();
    assertTrue(problem.contains("load") && problem.contains("query"), problem);
    assertThat(problem).doesNotContain("tiger");
  }
}
