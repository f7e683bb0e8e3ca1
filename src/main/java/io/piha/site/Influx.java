package io.piha.site;

/**
 * Where measurements go (InfluxDB 2).
 *
 * @param url the server's base address
 * @param trust how an https peer is judged
 */
public record Influx(SecretText url, String org, String bucket, Secret token, Trust trust) {}
