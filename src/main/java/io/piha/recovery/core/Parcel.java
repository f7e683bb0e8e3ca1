package io.piha.recovery.core;

import io.piha.recovery.staging.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A file on its way to Core, sent once and counted. */
final class Parcel extends RequestBody {

  private static final MediaType TAR = MediaType.get("application/x-tar");

  private final Path file;
  private final Progress progress;

  Parcel(Path file, Progress progress) {
    this.file = file;
    this.progress = progress;
  }

  /** As a form, which is how Core takes it. */
  MultipartBody form() {
    return new MultipartBody.Builder()
        .setType(MultipartBody.FORM)
        .addFormDataPart("file", String.valueOf(file.getFileName()), this)
        .build();
  }

  @Override
  public MediaType contentType() {
    return TAR;
  }

  @Override
  public long contentLength() throws IOException {
    return Files.size(file);
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    long total = contentLength();
    byte[] buffer = new byte[1 << 16];
    long count = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("stopped while the backup was sent");
        }
        sink.write(buffer, 0, n);
        count += n;
        progress.moved(count, total);
      }
    }
  }
}
