"""Which addresses can be opened, and what is wrong with the others. Opens none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.model.web_address import AddressFault, address_fault

GOOD = """
https://example.org http://example.org https://example.org/ https://example.org?a=1 https://example.org#top
https://example.org/a/b?c=d&e=f#g https://example.org:443/x http://example.org:1 http://example.org:65535/
http://localhost:8080/a http://intranet/van-ban/12 https://my_bucket.example.org/ https://a-.example.org/
https://example.org./x https://EXAMPLE.org/A https://xn--b-qoa.example/ https://1.example.org https://1a
http://127.0.0.1 http://255.255.255.255:80/x http://1.2.3.4./ http://[::1] http://[::1]:8080/a?b
http://[2001:DB8::1]/ http://[::ffff:192.0.2.1]/x http://[1:2:3:4:5:6:7:8]
https://bộ.example/ https://Bộ-Ngoại-Giao.example/văn-bản https://例え.テスト/ https://l·l.example https://пример.рф:80
https://example.org/Tuyên_bố?q=Hà_Nội https://example.org/a%20b%C3%A9 https://example.org/@user/x
https://en.example.org/wiki/L'Aquila https://example.org/a(b)!$&'*+,;=:@~-._ https://example.org/a[]={1}|2^3
https://example.org/?u=http://other.example:99999/ https://example.org/#a#b https://example.org/a//b
https://example.org/?q=a@b:c https://0x7f.example.org https://example.x0 https://xn--i-7iq.example/
"""

BAD = {
    AddressFault.FORM: [
        "", "example.org", "ftp://example.org", "HTTPS//x", "https:/example.org", "mailto:a@example.org",
        "//example.org", " https://example.org", "javascript:alert(1)//https://example.org",
    ],
    AddressFault.CHARACTER: [
        'https://x.example/"y', "https://x.example/<y>", "https://x.example/ y", "https://x.example/y\n",
        "https://x.example/\ty", "https://x.example\\@y.example/", "https://x.example/`y`", "https://x.example/y”",
        "https://“x.example”", "https://x.example/\u00a0y", "https://x.example/\u200by", "https://x.example/\u202ey",
        "https://x.example/\u3000", "https://x.example/\x7f", "https://x.example/\ufeff", "https://x.exa\u00admple/",
        "https://x.example/\ud800", "https://<host>/",
    ],
    AddressFault.USER: [
        "https://user@x.example", "https://user:secret@x.example/a", "https://@x.example",
        "https://moj.gov.example@y.example/", "https://x.example:80@y.example",
    ],
    AddressFault.HOST: [
        "https://", "https:///x", "https://?a", "https://#a", "https://.", "https://..", "https://.x.example",
        "https://x..example", "https://x.example..", "https://:80", "http://[::1", "http://::1/", "http://[::1]x",
        "http://[]", "http://[:::1]", "http://[1:2:3]", "http://[::1%25eth0]/", "http://[v1.a]", "http://[::g]",
        "http://[::1.2.3.256]", "https://256.256.256.256", "https://1.2.3", "https://1.2.3.4.5", "https://2026/x",
        "https://300", "https://010.0.0.1", "https://0x7f.1", "https://1.2.3.0x4", "https://x.123", "https://-",
        "https://--", "https://x.-", "https://x,y/", "https://x!y", "https://exa%6dple.org",
        "https://x%20y",
        "https://{host}/", "https://x|y/", "https://xn--/", "https://xn--a", "https://xn--a.example", "https://ex℀mple.org",
        "https://x／y.example", "https://a＠b.example", "https://x．example", "https://❤.example", "https://x*y.example",
        f"https://{'a' * 64}.example", f"https://{'ế' * 60}.example",
        f"https://{'.'.join(['a' * 62] * 4)}.ab",
        "https://１.２.３/", "https://(x.example)",
    ],
    AddressFault.PORT: [
        "https://x.example:0", "https://x.example:65536", "https://x.example:99999/a", "https://x.example:",
        "https://x.example:/a", "https://x.example:8a", "https://x.example:-1", "https://x.example:80:80",
        "https://x.example:٨٠", "http://[::1]:99999", "http://[::1]:", "https://x.example:000080",
    ],
    AddressFault.PERCENT: [
        "https://x.example/100%", "https://x.example/%zz", "https://x.example/?a=%2", "https://x.example/#%",
        "https://x.example/%%20", "https://x.example/%٢٠",
    ],
}  # fmt: skip


@pytest.mark.parametrize("address", GOOD.split())
def test_what_can_be_opened_is_taken(address: str) -> None:
    assert address_fault(address) is None


@pytest.mark.parametrize(
    ("fault", "address"), [(fault, item) for fault, many in BAD.items() for item in many]
)
def test_what_cannot_be_opened_is_refused_with_the_reason(fault: AddressFault, address: str) -> None:
    assert address_fault(address) is fault


def test_every_ascii_sign_is_refused_alone_as_among_others() -> None:
    for sign in map(chr, range(128)):
        alone, among_others = (address_fault(f"https://a.example/{text}") for text in (sign, f"ộ{sign}"))
        assert alone is among_others


@pytest.mark.parametrize("port", ["1", "80", "443", "65535"])
@pytest.mark.parametrize("host", ["a.example", "[::1]", "192.0.2.1", "bộ.example"])
def test_a_port_of_a_machine(host: str, port: str) -> None:
    assert address_fault(f"https://{host}:{port}/x") is None


@given(
    st.text(max_size=40),
    st.sampled_from(["", "http://", "https://", "https://[", "https://x:", "https://xn--"]),
)
def test_nothing_raises_and_what_is_taken_is_one_line_of_signs_that_are_shown(text: str, start: str) -> None:
    if address_fault(start + text) is None:
        assert not {*'"<>\\` \t\n'} & {*text}
        assert not any(line.isspace() for line in text)
