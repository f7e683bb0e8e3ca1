#!/usr/bin/perl
# A PoE switch for net-snmp's pass_persist: the port table of RFC 3621 (POWER-ETHERNET-MIB), group 1.
#
# usage: poe_table.pl STATE_FOLDER [PORTS [ROOT]]
#
# With a ROOT it answers instead from the file rows, each line an OID below ROOT, a type and a value.
#
# In STATE_FOLDER: portN.admin (1 on, 2 off; missing: on), portN.detection (overrides the status),
# writes (one line per write asked for: port, value, time), mode with one of
#   normal | ignore (OK, and nothing happens) | readonly | late MS (OK now, done MS later)
#   | slow MS (each answer takes MS)
use strict;
use warnings;
use POSIX ();
use Time::HiRes qw(time usleep);
$SIG{CHLD} = 'IGNORE';
$| = 1;

my ($folder, $ports, $other) = @ARGV;
$ports ||= 8;
my $root = '.1.3.6.1.2.1.105.1';

sub slurp {
  my ($name, $default) = @_;
  open(my $file, '<', "$folder/$name") or return $default;
  my $text = <$file>;
  return $default unless defined $text;
  chomp $text;
  return $text eq '' ? $default : $text;
}

sub put {
  my ($port, $value) = @_;
  my $name = "$folder/port$port.admin";
  open(my $file, '>', "$name.tmp") or return;
  print $file "$value\n";
  close $file;
  rename "$name.tmp", $name;
}

# Done by a child, because the table itself waits for the next question.
sub put_later {
  my ($port, $value, $ms) = @_;
  my $child = fork;
  return if !defined $child || $child;
  open STDIN, '<', '/dev/null';
  open STDOUT, '>', '/dev/null';
  usleep($ms * 1000);
  put($port, $value);
  POSIX::_exit(0);
}

sub rows {
  open(my $file, '<', "$folder/rows") or return ();
  my @rows = grep { index($_->[0], "$other.") == 0 } map { chomp; [split / /, $_, 3] } <$file>;
  return sort { before($a->[0], $b->[0]) } @rows;
}

sub table {
  return rows() if $other;
  my @rows;
  my $delivering = 0;
  for my $port (1 .. $ports) {
    my $on = slurp("port$port.admin", 1) == 1;
    my $status = slurp("port$port.detection", $on ? 3 : 1);
    $delivering++ if $status == 3;
    push @rows,
      ["$root.1.1.3.1.$port", 'integer', $on ? 1 : 2],    # AdminEnable: true 1, false 2
      ["$root.1.1.6.1.$port", 'integer', $status],        # DetectionStatus: disabled 1, delivering 3
      ["$root.1.1.7.1.$port", 'integer', 3],              # PowerPriority: low
      ["$root.1.1.9.1.$port", 'string', "port $port"],    # Type
      ["$root.1.1.10.1.$port", 'integer', 5];             # Classification: class4
  }
  push @rows,
    ["$root.3.1.1.2.1", 'gauge', 120],                    # MainPsePower, W
    ["$root.3.1.1.3.1", 'integer', 1],                    # OperStatus: on
    ["$root.3.1.1.4.1", 'gauge', 6 * $delivering],        # ConsumptionPower, W
    ["$root.3.1.1.5.1", 'integer', 80];                   # UsageThreshold, %
  return sort { before($a->[0], $b->[0]) } @rows;
}

sub before {
  my @left = split /\./, substr($_[0], 1);
  my @right = split /\./, substr($_[1], 1);
  while (@left && @right) {
    my $order = shift(@left) <=> shift(@right);
    return $order if $order;
  }
  return @left <=> @right;
}

sub answer {
  my ($row) = @_;
  print $row ? join("\n", @$row) . "\n" : "NONE\n";
}

sub write_port {
  my ($oid, $type, $value) = @_;
  return 'not-writable' unless $oid =~ /^\Q$root\E\.1\.1\.3\.1\.(\d+)$/ && $1 >= 1 && $1 <= $ports;
  my $port = $1;
  return 'wrong-type' unless $type eq 'integer';
  return 'wrong-value' unless $value =~ /^[12]$/;
  if (open(my $file, '>>', "$folder/writes")) { printf $file "%d %d %.3f\n", $port, $value, time; close $file; }
  my ($mode, $ms) = split ' ', slurp('mode', 'normal');
  return 'not-writable' if $mode eq 'readonly';
  return 'DONE' if $mode eq 'ignore';
  if ($mode eq 'late') { put_later($port, $value, $ms); return 'DONE'; }
  put($port, $value);
  return 'DONE';
}

while (defined(my $command = <STDIN>)) {
  chomp $command;
  if ($command eq 'PING') { print "PONG\n"; next; }
  # snmpd ends a set with an empty line too many, and itself by closing the pipe.
  next if $command eq '';
  chomp(my $oid = <STDIN>);
  $oid = ".$oid" unless $oid =~ /^\./;
  my ($mode, $ms) = split ' ', slurp('mode', 'normal');
  usleep($ms * 1000) if $mode eq 'slow';
  if ($command eq 'get') { answer((grep { $_->[0] eq $oid } table())[0]); }
  elsif ($command eq 'getnext') { answer((grep { before($_->[0], $oid) > 0 } table())[0]); }
  elsif ($command eq 'set') {
    chomp(my $typed = <STDIN>);
    my ($type, $value) = split ' ', $typed, 2;
    $value = '' unless defined $value;
    $value =~ s/^"|"$//g;
    print write_port($oid, $type, $value), "\n";
  }
  else { print "NONE\n"; }
}
