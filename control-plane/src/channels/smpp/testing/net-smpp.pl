# An SMSC on Debian's Net::SMPP, for tests: takes what is submitted, answers the
# first message with one of its own, and gives a receipt for each that asks.
use strict;
use warnings;
use Net::SMPP;

$| = 1;
my $listener = Net::SMPP->new_listen('127.0.0.1', port => $ARGV[0]) or die "listen: $!";
print "listening\n";
my $session = $listener->accept or die "accept: $!";
my $count = 0;
while (my $pdu = $session->read_pdu()) {
    my ($command, $seq) = ($pdu->{cmd}, $pdu->{seq});
    if ($command == Net::SMPP::CMD_bind_transceiver) {
        $session->bind_transceiver_resp(system_id => 'perl', seq => $seq, status => 0);
    } elsif ($command == Net::SMPP::CMD_submit_sm) {
        $count += 1;
        my $id = "perl-$count";
        printf "submit %s %d %d %s\n", $pdu->{destination_addr}, $pdu->{data_coding}, $pdu->{esm_class},
            unpack('H*', $pdu->{short_message});
        $session->submit_sm_resp(message_id => $id, seq => $seq, status => 0);
        $session->deliver_sm(async => 1,
            source_addr_ton => 1, source_addr => $pdu->{destination_addr}, destination_addr => $pdu->{source_addr},
            esm_class => 4, data_coding => 0,
            short_message => "id:$id sub:001 dlvrd:001 submit date:2611220640 done date:2611220641 stat:DELIVRD err:000 text:",
        ) if $pdu->{registered_delivery} & 1;
        $session->deliver_sm(async => 1,
            source_addr_ton => 1, source_addr => $pdu->{destination_addr}, destination_addr => $pdu->{source_addr},
            esm_class => 0, data_coding => 8, short_message => "\x65\x36\x52\x30",
        ) if $count == 1;
    } elsif ($command == Net::SMPP::CMD_enquire_link) {
        $session->enquire_link_resp(seq => $seq, status => 0);
    } elsif ($command == Net::SMPP::CMD_unbind) {
        $session->unbind_resp(seq => $seq, status => 0);
        last;
    }
}
