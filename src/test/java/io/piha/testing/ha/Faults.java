package io.piha.testing.ha;

import java.util.concurrent.CountDownLatch;

/** What goes wrong at a {@link CoreTwin}; nothing as long as nobody says so. */
public final class Faults {
  int bytes = 300_000;
  boolean busy;
  boolean hangsUpWhileMaking;
  String failsWith = "";
  String agentError = "";
  int announcesMore;
  int storesShort;
  int cuts;
  long cutAt;
  boolean knowsNoRanges;
  boolean sendsOtherRange;
  boolean keepsTokenBack;
  boolean believesAnyKey;
  boolean cannotDecrypt;
  boolean notAdmin;
  String key = "";
  String restoreFailsWith = "";
  boolean losesRestore;
  boolean keepsQuietOfUploads;
  String movedTo = "";
  private volatile CountDownLatch boot = new CountDownLatch(0);

  /** How much configuration is in its backups. */
  public Faults backupsHold(int howMany) {
    bytes = howMany;
    return this;
  }

  /** Another backup is being made. */
  public Faults busy(boolean now) {
    busy = now;
    return this;
  }

  /** The connection goes once while a backup is made; the backup is made all the same. */
  public Faults hangUpWhileMaking() {
    hangsUpWhileMaking = true;
    return this;
  }

  /** The job fails. */
  public Faults fail(String reason, String agentSays) {
    failsWith = reason;
    agentError = agentSays;
    return this;
  }

  /** It announces more bytes than it sends. */
  public Faults announceMore(int more) {
    announcesMore = more;
    return this;
  }

  /** What lies on its disk lacks its end, and its size says so too. */
  public Faults storeShort(int bytesLess) {
    storesShort = bytesLess;
    return this;
  }

  /** So many downloads break off after so many bytes each. */
  public Faults cutDownloads(int times, long after) {
    cuts = times;
    cutAt = after;
    return this;
  }

  /** It sends the whole file whatever part is asked for. */
  public Faults knowNoRanges() {
    knowsNoRanges = true;
    return this;
  }

  /** It sends another part than was asked for. */
  public Faults sendOtherRange() {
    sendsOtherRange = true;
    return this;
  }

  /** A proxy in front takes the token out of every download. */
  public Faults keepTokenBack() {
    keepsTokenBack = true;
    return this;
  }

  /** It says that any key fits; the download alone shows that it does not. */
  public Faults believeAnyKey() {
    believesAnyKey = true;
    return this;
  }

  /** Its agent knows nothing of decryption. */
  public Faults cannotDecrypt() {
    cannotDecrypt = true;
    return this;
  }

  /** The token is good, but no administrator's. */
  public Faults notAdmin() {
    notAdmin = true;
    return this;
  }

  /** A restore ends with that reason. */
  public Faults failRestore(String reason) {
    restoreFailsWith = reason;
    return this;
  }

  /** The connection goes as a restore is asked for, and nothing comes of it. */
  public Faults loseRestore() {
    losesRestore = true;
    return this;
  }

  /** What it did last does not change when a backup is brought to it. */
  public Faults keepQuietOfUploads() {
    keepsQuietOfUploads = true;
    return this;
  }

  /** It sends everybody to another address. */
  public Faults moveTo(String address) {
    movedTo = address;
    return this;
  }

  /** After a restore it does not come back before {@link #boot}. */
  public Faults holdBoot() {
    boot = new CountDownLatch(1);
    return this;
  }

  public void boot() {
    boot.countDown();
  }

  void awaitBoot() {
    try {
      boot.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
