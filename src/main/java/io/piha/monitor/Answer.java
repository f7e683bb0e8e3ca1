package io.piha.monitor;

/**
 * What an HTTP peer answered.
 *
 * @param status the status code
 * @param body its text, cut off at a limit
 * @param path the path that was asked, without query
 * @param token whether a token was sent
 */
record Answer(int status, String body, String path, boolean token) {}
