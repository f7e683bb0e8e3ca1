package io.piha.site;

/** Who we are to a switch's or controller's API. */
public sealed interface Login {

  /** A key made for programs. */
  record ApiKey(Secret key) implements Login {}

  /** An account of a person's kind. */
  record Account(SecretText username, Secret password) implements Login {}

  /** An OAuth 2 client. */
  record Client(SecretText id, Secret secret) implements Login {}

  /** A client first, and an account for what the client's API does not offer. */
  record Both(Client client, Account account) implements Login {}
}
