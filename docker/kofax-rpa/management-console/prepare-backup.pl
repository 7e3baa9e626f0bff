#!/usr/bin/perl
# prepare-backup.pl < global.xml: what the sources of the backup cannot have, because it is this console's own.
# - The administrator's password hash, from MC_ADMIN_PASSWORD: a restore that empties or resets it would let nobody in,
#   or everybody.
# - What SETTINGS_ENTRY_KEY_<n> and _VALUE_<n> say: the backup's options would win over them. A password is taken out,
#   because the console keeps it encrypted with a key of its own; then the one of the environment is its default.
use strict;
use warnings;

my @LETTERS = ('.', '/', 'A' .. 'Z', 'a' .. 'z', '0' .. '9');

# Spring Security's cost (https://docs.spring.io/spring-security/reference/features/authentication/password-storage.html).
sub bcrypt {
    my ($password) = @_;
    open(my $random, '<:raw', '/dev/urandom') or die "/dev/urandom: $!\n";
    read($random, my $bytes, 22) == 22 or die "/dev/urandom is too short\n";
    my $salt = join '', map { $LETTERS[ $_ & 63 ] } unpack 'C*', $bytes;
    my $hash = crypt($password, "\$2b\$10\$$salt") // '';
    $hash =~ m{^\$2b\$10\$[./A-Za-z0-9]{53}$} or die "the C library of this image knows no bcrypt\n";
    # The same hash under the name that every version of Spring Security knows.
    return $hash =~ s/^\$2b/\$2a/r;
}

sub escaped {
    my ($text) = @_;
    my %entity = ('&' => '&amp;', '<' => '&lt;', '>' => '&gt;');
    return $text =~ s/([&<>])/$entity{$1}/gr;
}

local $/;
my $xml = <STDIN> // '';

my $empty = qr{<passwordHash\s*/>|<passwordHash></passwordHash>};
my $count = () = $xml =~ /$empty/g;
$count == 1 or die "global.xml has $count empty <passwordHash/>, and must have one, the administrator's\n";
my $hash = bcrypt($ENV{MC_ADMIN_PASSWORD});
$xml =~ s{$empty}{<passwordHash>{bcrypt}$hash</passwordHash>};

for my $n (1 .. $ENV{SETTINGS_ENTRY_COUNT} // 0) {
    my $key = $ENV{"SETTINGS_ENTRY_KEY_$n"} // die "SETTINGS_ENTRY_KEY_$n is missing: SETTINGS_ENTRY_COUNT is $ENV{SETTINGS_ENTRY_COUNT}\n";
    my $value = escaped($ENV{"SETTINGS_ENTRY_VALUE_$n"} // '');
    my $head = qr{\s*<option(?:\s[^>]*)?>\s*<name>\Q$key\E</name>\s*};
    my $tail = qr{\s*</option>};
    my $old = qr{<value\s*/>|<value>[^<]*</value>};
    if ($key =~ /PASSWORD/) { $xml =~ s{$head$old$tail}{} }
    else                    { $xml =~ s{($head)$old($tail)}{$1<value>$value</value>$2} }
}
print $xml;
