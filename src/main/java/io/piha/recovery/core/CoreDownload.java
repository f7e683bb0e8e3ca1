package io.piha.recovery.core;

import io.piha.recovery.staging.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Fetches an archive as it lies with Core, going on where a broken connection left off when Core
 * sends the rest, and from the front when it does not.
 */
final class CoreDownload {

  private static final Duration LONGEST = Duration.ofHours(6);
  private static final int MOST_FAILURES = 5;
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  private final CoreDoor door;
  private final CoreTalk talk;
  private final InstantSource clock;
  private final Duration pause;

  /**
   * @param pause before the first repetition; it doubles, and is jittered
   */
  CoreDownload(CoreDoor door, CoreTalk talk, InstantSource clock, Duration pause) {
    this.door = door;
    this.talk = talk;
    this.clock = clock;
    this.pause = pause;
  }

  /** How far it has come, and what is known of the archive. */
  private static final class Course {
    private final long size;
    private long have;
    private @Nullable String tag;
    private boolean signed;

    Course(long size) {
      this.size = size;
    }
  }

  /**
   * Writes the archive into the file, which is as long as Core said it would be afterwards.
   *
   * @param size as Core announced it; negative when it did not
   */
  void fetch(CoreBackup backup, String agent, long size, Path into, Progress progress)
      throws IOException, InterruptedException {
    Instant until = clock.instant().plus(LONGEST);
    Course course = new Course(size);
    int failures = 0;
    long furthest = 0;
    try (FileChannel file = FileChannel.open(into, StandardOpenOption.WRITE)) {
      while (true) {
        try {
          if (part(url(backup, agent, course), course, file, until, progress)) {
            return;
          }
        } catch (CoreRefused e) {
          throw e;
        } catch (IOException e) {
          if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
          }
          // Only what was never reached before counts as progress, or this could go on for ever.
          failures = course.have > furthest ? 1 : failures + 1;
          furthest = Math.max(furthest, course.have);
          if (failures > MOST_FAILURES || clock.instant().isAfter(until)) {
            throw new IOException(
                "the download from "
                    + door.shown()
                    + " broke off at byte "
                    + course.have
                    + ": "
                    + CoreDoor.why(e),
                e);
          }
          progress.step("the connection broke at byte " + course.have + "; trying again");
          Thread.sleep(wait(failures));
        }
      }
    }
  }

  private Duration wait(int failures) {
    long longest = pause.multipliedBy(1L << (failures - 1)).toMillis();
    return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
  }

  private HttpUrl url(CoreBackup backup, String agent, Course course)
      throws IOException, InterruptedException {
    HttpUrl plain =
        door.at("api/backup/download")
            .addPathSegment(backup.id())
            .addQueryParameter("agent_id", agent)
            .build();
    return course.signed ? talk.sign(plain) : plain;
  }

  /** One answer; true when the archive is complete. */
  private boolean part(
      HttpUrl url, Course course, FileChannel file, Instant until, Progress progress)
      throws IOException {
    Request.Builder request = course.signed ? door.request(url) : door.withToken(url);
    if (course.have > 0) {
      request.header("Range", "bytes=" + course.have + "-");
      if (course.tag != null) {
        request.header("If-Range", course.tag);
      }
    }
    try (Response response = door.client().newCall(request.build()).execute()) {
      switch (response.code()) {
        case 200 -> rewind(course, file);
        case 206 -> {
          if (!goesOn(response, course)) {
            rewind(course, file);
            throw new IOException("it sends another part than was asked for");
          }
        }
        case 401 -> {
          if (course.signed) {
            throw new CoreRefused(
                "401",
                "Core at "
                    + door.shown()
                    + " gives no backup to this token; it has to be an"
                    + " administrator's");
          }
          course.signed = true;
          return false;
        }
        case 404 -> throw new CoreRefused("404", "Core at " + door.shown() + " lost the backup");
        case 416 -> {
          rewind(course, file);
          throw new IOException("it has no more than " + course.have + " bytes");
        }
        default ->
            throw new IOException(
                "status " + response.code() + ": " + CoreDoor.brief(CoreDoor.text(response)));
      }
      String tag = response.header("ETag");
      course.tag = tag != null && !tag.startsWith("W/") ? tag : null;
      copy(response, course, file, until, progress);
    }
    if (course.size >= 0 && course.have < course.size) {
      throw new IOException("it ended at byte " + course.have + " of " + course.size);
    }
    return true;
  }

  private static void rewind(Course course, FileChannel file) throws IOException {
    course.have = 0;
    file.truncate(0);
  }

  private static boolean goesOn(Response response, Course course) {
    String range = response.header("Content-Range");
    Matcher matcher = RANGE.matcher(range == null ? "" : range);
    return matcher.matches()
        && Long.parseLong(matcher.group(1)) == course.have
        && (course.size < 0
            || matcher.group(2).equals("*")
            || Long.parseLong(matcher.group(2)) == course.size);
  }

  private void copy(
      Response response, Course course, FileChannel file, Instant until, Progress progress)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    InputStream in = response.body().byteStream();
    file.position(course.have);
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (course.size >= 0 && course.have + n > course.size) {
        throw new CoreRefused(
            "size",
            "Core at "
                + door.shown()
                + " sends more than the "
                + course.size
                + " bytes it announced");
      }
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
      while (bytes.hasRemaining()) {
        course.have += file.write(bytes);
      }
      progress.moved(course.have, course.size);
      if (clock.instant().isAfter(until)) {
        throw new IOException("it is not done after " + LONGEST.toHours() + " h");
      }
    }
  }
}
