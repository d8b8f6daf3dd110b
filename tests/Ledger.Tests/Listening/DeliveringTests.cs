using System.Net;
using Ledger.Listening;

namespace Ledger.Tests.Listening;

/// <summary>The pure rules of webhooks: signatures, when to try again, where to deliver.</summary>
public sealed class DeliveringTests
{
    static readonly TrustedHosts Trusted = new(new HashSet<string> { "10.1.2.3", "crm.internal" });

    /// <summary>The example of the standard's own libraries.</summary>
    [Test]
    public void A_signature_is_that_of_the_standards_example()
    {
        var secret = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        Assert.That(WebhookSecret.Sign([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8),
            Is.EqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
        Assert.That(WebhookSecret.Show(secret), Is.EqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    }

    [Test]
    public void Two_secrets_make_two_signatures_with_a_space_between()
    {
        var (one, two) = (WebhookSecret.Sign([[1]], "a", 1, "x"u8), WebhookSecret.Sign([[2]], "a", 1, "x"u8));
        Assert.That(WebhookSecret.Sign([[1], [2]], "a", 1, "x"u8), Is.EqualTo($"{one} {two}"));
        Assert.That(one, Is.Not.EqualTo(two));
    }

    [Test]
    public void Waits_grow_to_a_day_and_end()
    {
        var waits = Enumerable.Range(1, 11).Select(attempts => BackOff.After(BackOff.Standard, attempts, 0, null)).ToList();
        Assert.That(waits.SkipLast(1), Is.EqualTo(BackOff.Standard.Select(wait => (TimeSpan?)wait)).And.Ordered);
        Assert.That(waits[^1], Is.Null);
        Assert.That(BackOff.Standard.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait), Is.EqualTo(new TimeSpan(3, 3, 36, 5)));
    }

    [TestCase(0.0, 5.0), TestCase(0.5, 5.5), TestCase(1.0, 6.0)]
    public void Jitter_adds_up_to_a_fifth(double jitter, double seconds) =>
        Assert.That(BackOff.After(BackOff.Standard, 1, jitter, null)!.Value.TotalSeconds, Is.EqualTo(seconds).Within(1e-9));

    [TestCase(1, 5), TestCase(60, 60), TestCase(-5, 5), TestCase(10_000_000, 86_400)]
    public void A_receiver_can_ask_for_more_time_but_not_for_ever(int asked, int seconds) =>
        Assert.That(BackOff.After(BackOff.Standard, 1, 0, TimeSpan.FromSeconds(asked)), Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [TestCase(0, 0), TestCase(4, 0), TestCase(5, 5), TestCase(6, 10), TestCase(9, 80), TestCase(11, 300), TestCase(int.MaxValue, 300)]
    public void A_receiver_that_is_down_is_given_a_rest_of_at_most_five_minutes(int failures, int seconds) =>
        Assert.That(BackOff.Rest(BackOff.Standard, failures), Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [TestCase("8.8.8.8"), TestCase("77.88.55.88"), TestCase("172.15.0.1"), TestCase("172.32.0.1"), TestCase("2a02:6b8::2:242"), TestCase("2001:4860:4860::8888"), TestCase("::ffff:8.8.8.8")]
    public void Addresses_out_in_the_world_are_public(string address) => Assert.That(PublicAddress.Is(IPAddress.Parse(address)), Is.True);

    [TestCase("0.0.0.0"), TestCase("127.0.0.1"), TestCase("127.255.0.9"), TestCase("10.0.0.1"), TestCase("172.16.0.1"), TestCase("172.31.255.255"), TestCase("192.168.1.1")]
    [TestCase("169.254.169.254"), TestCase("100.64.0.1"), TestCase("198.18.0.1"), TestCase("192.0.2.1"), TestCase("224.0.0.1"), TestCase("255.255.255.255")]
    [TestCase("::"), TestCase("::1"), TestCase("::ffff:127.0.0.1"), TestCase("::ffff:10.0.0.1"), TestCase("::127.0.0.1"), TestCase("fe80::1"), TestCase("fe80::1%2")]
    [TestCase("fc00::1"), TestCase("fd12:3456::1"), TestCase("fec0::1"), TestCase("ff02::1"), TestCase("64:ff9b::7f00:1"), TestCase("64:ff9b:1::1"), TestCase("2002:7f00:1::")]
    [TestCase("2001::1"), TestCase("2001:db8::1"), TestCase("100::1"), TestCase("3fff::1")]
    public void Addresses_inside_or_in_disguise_are_not(string address) => Assert.That(PublicAddress.Is(IPAddress.Parse(address)), Is.False);

    [TestCase("https://example.org/hook?token=1"), TestCase("https://8.8.8.8:8443/"), TestCase("http://10.1.2.3/"), TestCase("http://crm.internal/")]
    [TestCase("https://пример.рф/hook"), TestCase("https://[2a02:6b8::2]/")]
    public void Addresses_that_can_be_delivered_to(string url) => Assert.That(WebhookAddress.Of(url, Trusted).Refusal, Is.Null);

    [TestCase(""), TestCase("/hook"), TestCase("file:///etc/passwd"), TestCase("gopher://example.org/"), TestCase("http://"), TestCase("https://user@example.org/"), TestCase("http://example.org/")]
    [TestCase("https://user:secret@example.org/"), TestCase("https://example.org/#part"), TestCase("https://127.0.0.1/"), TestCase("https://127.1/"), TestCase("https://0x7f000001/")]
    [TestCase("https://2130706433/"), TestCase("https://[::1]/"), TestCase("https://[::ffff:10.0.0.1]/"), TestCase("https://169.254.169.254/latest/meta-data"), TestCase("https://exa\nmple.org/")]
    public void Addresses_that_cannot(string url)
    {
        var refusal = WebhookAddress.Of(url, Trusted).Refusal;
        Assert.That(refusal?.Code, Is.EqualTo(ListeningRefusals.WebhookAddress));
        Assert.That(refusal!.Message, Does.Not.Contain("secret@").And.Not.Contain("127"));
    }
}
