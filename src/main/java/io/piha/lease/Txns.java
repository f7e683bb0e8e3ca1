package io.piha.lease;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.piha.term.Blob;
import io.piha.term.LeaseStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Transactions, in etcd's words. */
final class Txns {

  private Txns() {}

  static TxnRequest request(LeaseStore.Transaction what) {
    TxnRequest.Builder request = TxnRequest.newBuilder();
    what.only().forEach(each -> request.addCompare(compare(each)));
    for (String each : what.reads()) {
      RequestOp read = read(each);
      request.addSuccess(read).addFailure(read);
    }
    what.writes().forEach(each -> request.addSuccess(write(each)));
    return request.build();
  }

  private static Compare compare(LeaseStore.Only only) {
    Compare.Builder compare =
        Compare.newBuilder().setKey(Etcd.bytes(only.key())).setResult(Compare.CompareResult.EQUAL);
    return switch (only) {
      case LeaseStore.Only.Is is ->
          compare.setTarget(Compare.CompareTarget.VALUE).setValue(bytes(is.value())).build();
      case LeaseStore.Only.Absent _ ->
          compare.setTarget(Compare.CompareTarget.CREATE).setCreateRevision(0).build();
      case LeaseStore.Only.Unchanged at ->
          compare.setTarget(Compare.CompareTarget.MOD).setModRevision(at.revision()).build();
    };
  }

  private static RequestOp read(String key) {
    return RequestOp.newBuilder()
        .setRequestRange(RangeRequest.newBuilder().setKey(Etcd.bytes(key)))
        .build();
  }

  private static RequestOp write(LeaseStore.Write write) {
    RequestOp.Builder op = RequestOp.newBuilder();
    return switch (write) {
      case LeaseStore.Write.Put put ->
          op.setRequestPut(
                  PutRequest.newBuilder()
                      .setKey(Etcd.bytes(put.key()))
                      .setValue(bytes(put.value()))
                      .setLease(put.lease()))
              .build();
      case LeaseStore.Write.Drop drop ->
          op.setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(Etcd.bytes(drop.key())))
              .build();
      case LeaseStore.Write.DropBetween drop ->
          op.setRequestDeleteRange(
                  DeleteRangeRequest.newBuilder()
                      .setKey(Etcd.bytes(drop.from()))
                      .setRangeEnd(Etcd.bytes(drop.to())))
              .build();
    };
  }

  private static ByteString bytes(Blob blob) {
    return ByteString.copyFrom(blob.bytes());
  }

  /** The reads stand first in either branch. */
  static LeaseStore.Answer answer(TxnResponse answer, int reads) {
    List<Optional<LeaseStore.Row>> rows = new ArrayList<>();
    for (int i = 0; i < reads; i++) {
      rows.add(
          answer.getResponses(i).getResponseRange().getKvsList().stream()
              .findFirst()
              .map(Txns::row));
    }
    return new LeaseStore.Answer(answer.getSucceeded(), rows);
  }

  static LeaseStore.Row row(KeyValue each) {
    return new LeaseStore.Row(
        each.getKey().toString(StandardCharsets.UTF_8),
        Blob.of(each.getValue().toByteArray()),
        each.getModRevision());
  }
}
