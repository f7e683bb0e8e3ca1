package io.piha.site;

import java.util.Optional;

/**
 * An HTTP address that tells whether a host lives.
 *
 * @param url what is asked
 * @param kind how the answer is judged
 * @param token sent as a bearer token
 * @param trust how an https peer is judged
 */
public record Probe(
    String name, SecretText url, ProbeKind kind, Optional<Secret> token, Trust trust) {}
