package io.piha.site;

/** Who we are to a switch's or controller's API. */
public sealed interface Login {

  /** A key made for programs. */
  record ApiKey(Secret key) implements Login {}

  /** An account of a person's kind. */
  record Account(SecretText username, Secret password) implements Login {}

  /** An OAuth 2 client. */
  record Client(SecretText id, Secret secret) implements Login {}
}
