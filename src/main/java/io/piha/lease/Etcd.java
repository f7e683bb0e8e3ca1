package io.piha.lease;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.piha.engine.EngineClock;
import io.piha.engine.TlsKeys;
import io.piha.site.Lease;
import io.piha.term.Candidate;
import io.piha.term.LeaseStore;
import io.piha.term.LeaseTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * etcd's v3 calls that the lease needs, by jetcd's generated stubs. Each member is tried once,
 * within a limit; what then has not been done is trouble, and whoever asked decides. Safe for use
 * by several threads.
 */
public final class Etcd implements LeaseStore {

  private static final Metadata.Key<String> TOKEN =
      Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);
  private static final int PAGE = 200;

  /** More than a site ever holds; beyond it something else writes there. */
  private static final int MOST_KEYS = 100_000;

  /** gRPC tells of its own start in the system's log; kept here, or the level is forgotten. */
  private final Logger grpc = Logger.getLogger("io.grpc");

  private final Lease.Etcd settings;
  private final Duration limit;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private volatile int current;
  private volatile @Nullable String token;

  private static final Duration SHORTEST = Duration.ofMillis(300);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /**
   * One that watches the lease there as soon as it is told to.
   *
   * @param id how this control plane is called, the same over restarts
   * @param home names the lock that it has on its data folder
   * @throws IOException when the TLS files cannot be used
   */
  public static Candidate candidate(
      Lease.Etcd settings, String site, String id, String home, EngineClock clock)
      throws IOException {
    Duration sixth = settings.ttl().dividedBy(6);
    Duration limit = sixth.compareTo(LONGEST) > 0 ? LONGEST : sixth;
    limit = limit.compareTo(SHORTEST) < 0 ? SHORTEST : limit;
    return new Candidate(
        new Etcd(settings, limit),
        settings.ttl(),
        site,
        id,
        home,
        clock,
        act -> Thread.startVirtualThread(act));
  }

  /**
   * One more connection, for what may be slow and must not be in the way of a lease.
   *
   * @throws IOException when the TLS files cannot be used
   */
  public static LeaseStore line(Lease.Etcd settings) throws IOException {
    return new Etcd(settings, LONGEST);
  }

  /** One question to one member. */
  private interface Ask<T> {
    T of(Channel channel);
  }

  /**
   * @param limit how long one call may take altogether
   * @throws IOException when the TLS files cannot be used
   */
  Etcd(Lease.Etcd settings, Duration limit) throws IOException {
    this.settings = settings;
    this.grpc.setLevel(Level.WARNING);
    this.limit = limit.dividedBy(settings.endpoints().size());
    for (String each : settings.endpoints()) {
      endpoints.add(new Endpoint(each, credentials(each)));
    }
  }

  private ChannelCredentials credentials(String url) throws IOException {
    if (!url.startsWith("https:")) {
      return InsecureChannelCredentials.create();
    }
    try {
      TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
      TlsKeys.trusted(settings.files()).ifPresent(tls::trustManager);
      TlsKeys.ours(settings.files()).ifPresent(tls::keyManager);
      return tls.build();
    } catch (GeneralSecurityException e) {
      throw new IOException("the TLS files for etcd cannot be used: " + e.getMessage(), e);
    }
  }

  @Override
  public long grant(Duration ttl) throws LeaseTrouble {
    return ask(
        "asking for a lease",
        channel ->
            timed(LeaseGrpc.newBlockingStub(channel))
                .leaseGrant(LeaseGrantRequest.newBuilder().setTTL(ttl.toSeconds()).build())
                .getID());
  }

  @Override
  public boolean keepAlive(long lease) throws LeaseTrouble {
    return ask("renewing the lease", channel -> keepAlive(channel, lease)) > 0;
  }

  private long keepAlive(Channel channel, long lease) {
    CompletableFuture<Long> left = new CompletableFuture<>();
    StreamObserver<LeaseKeepAliveRequest> questions =
        timed(LeaseGrpc.newStub(channel))
            .leaseKeepAlive(
                new StreamObserver<>() {
                  @Override
                  public void onNext(LeaseKeepAliveResponse answer) {
                    left.complete(answer.getTTL());
                  }

                  @Override
                  public void onError(Throwable failure) {
                    left.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {
                    left.completeExceptionally(Status.UNAVAILABLE.asRuntimeException());
                  }
                });
    questions.onNext(LeaseKeepAliveRequest.newBuilder().setID(lease).build());
    try {
      return left.get(limit.toMillis() + 100, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw Status.fromThrowable(e).asRuntimeException();
    } catch (TimeoutException e) {
      throw Status.DEADLINE_EXCEEDED.asRuntimeException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Status.CANCELLED.asRuntimeException();
    } finally {
      questions.onCompleted();
    }
  }

  @Override
  public void revoke(long lease) throws LeaseTrouble {
    var _ =
        ask(
            "giving the lease back",
            channel ->
                timed(LeaseGrpc.newBlockingStub(channel))
                    .leaseRevoke(LeaseRevokeRequest.newBuilder().setID(lease).build()));
  }

  @Override
  public Optional<Duration> left(long lease) throws LeaseTrouble {
    long left =
        ask(
            "looking at the lease",
            channel ->
                timed(LeaseGrpc.newBlockingStub(channel))
                    .leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder().setID(lease).build())
                    .getTTL());
    return left < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(left));
  }

  @Override
  public Answer transact(String tried, Transaction what) throws LeaseTrouble {
    TxnResponse answer =
        ask(tried, channel -> timed(KVGrpc.newBlockingStub(channel)).txn(Txns.request(what)));
    return Txns.answer(answer, what.reads().size());
  }

  @Override
  public List<String> lastKeys(String prefix, int most) throws LeaseTrouble {
    RangeRequest request =
        RangeRequest.newBuilder()
            .setKey(bytes(prefix))
            .setRangeEnd(after(bytes(prefix)))
            .setLimit(most)
            .setKeysOnly(true)
            .setSortTarget(RangeRequest.SortTarget.KEY)
            .setSortOrder(RangeRequest.SortOrder.DESCEND)
            .build();
    return ask(
            "reading " + prefix, channel -> timed(KVGrpc.newBlockingStub(channel)).range(request))
        .getKvsList()
        .stream()
        .map(each -> each.getKey().toString(StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public List<Row> under(String prefix) throws LeaseTrouble {
    List<KeyValue> all = new ArrayList<>();
    ByteString end = after(bytes(prefix));
    ByteString from = bytes(prefix);
    RangeResponse page;
    do {
      RangeRequest request =
          RangeRequest.newBuilder().setKey(from).setRangeEnd(end).setLimit(PAGE).build();
      page =
          ask(
              "reading " + prefix,
              channel -> timed(KVGrpc.newBlockingStub(channel)).range(request));
      all.addAll(page.getKvsList());
      if (all.size() > MOST_KEYS) {
        throw new LeaseTrouble("there are more than " + MOST_KEYS + " keys below " + prefix);
      }
      if (page.getMore()) {
        from = all.getLast().getKey().concat(ByteString.copyFrom(new byte[1]));
      }
    } while (page.getMore());
    return all.stream().map(Txns::row).toList();
  }

  static ByteString bytes(String text) {
    return ByteString.copyFrom(text, StandardCharsets.UTF_8);
  }

  /** The first key that does not begin with these bytes. */
  static ByteString after(ByteString prefix) {
    byte[] end = prefix.toByteArray();
    end[end.length - 1]++;
    return ByteString.copyFrom(end);
  }

  private <T extends io.grpc.stub.AbstractStub<T>> T timed(T stub) {
    return stub.withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private <T> T ask(String tried, Ask<T> question) throws LeaseTrouble {
    LeaseTrouble last = new LeaseTrouble(tried + ": there is no endpoint");
    int first = current;
    for (int i = 0; i < endpoints.size(); i++) {
      int place = (first + i) % endpoints.size();
      Endpoint endpoint = endpoints.get(place);
      try {
        T answer = asked(endpoint, question);
        current = place;
        return answer;
      } catch (StatusRuntimeException | IllegalStateException e) {
        last = new LeaseTrouble(tried + " at " + endpoint.url() + " failed: " + why(e), e);
      }
    }
    throw last;
  }

  private <T> T asked(Endpoint endpoint, Ask<T> question) {
    Channel channel = endpoint.channel();
    try {
      try {
        return question.of(known(channel, false));
      } catch (StatusRuntimeException e) {
        if (settings.username().isEmpty() || !isStranger(e.getStatus())) {
          throw e;
        }
        return question.of(known(channel, true));
      }
    } catch (StatusRuntimeException e) {
      endpoint.drop(channel);
      throw e;
    }
  }

  /** The channel with our token, where etcd has users; tokens end, and are asked for again. */
  private Channel known(Channel channel, boolean afresh) {
    if (settings.username().isEmpty()) {
      return channel;
    }
    String now = token;
    if (now == null || afresh) {
      now =
          timed(AuthGrpc.newBlockingStub(channel))
              .authenticate(
                  AuthenticateRequest.newBuilder()
                      .setName(settings.username().get().reveal())
                      .setPassword(settings.password().map(each -> each.reveal()).orElse(""))
                      .build())
              .getToken();
      token = now;
    }
    Metadata headers = new Metadata();
    headers.put(TOKEN, now);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static boolean isStranger(Status status) {
    return status.getCode() == Status.Code.UNAUTHENTICATED
        || (status.getCode() == Status.Code.INVALID_ARGUMENT
            && String.valueOf(status.getDescription()).contains("revision"));
  }

  private String why(RuntimeException failure) {
    if (!(failure instanceof StatusRuntimeException of)) {
      return String.valueOf(failure.getMessage());
    }
    Status status = of.getStatus();
    String said = String.valueOf(status.getDescription());
    String most = said.substring(0, Math.min(said.length(), 300));
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED -> "no answer within " + limit.toMillis() + " ms";
      case UNAVAILABLE -> "not reachable (" + most + cause(status) + ")";
      default -> status.getCode() + ", " + most;
    };
  }

  private static String cause(Status status) {
    Throwable cause = status.getCause();
    return cause == null ? "" : ", " + cause.getMessage();
  }

  @Override
  public void close() {
    endpoints.forEach(Endpoint::close);
  }
}
