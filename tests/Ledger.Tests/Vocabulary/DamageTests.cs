using Ledger.Journal;

namespace Ledger.Tests.Vocabulary;

/// <summary>Whatever bytes arrive, a publisher gets an answer and a reader of the store a named index: thousands of damaged events, the same on every run.</summary>
public sealed class DamageTests
{
    const int Rounds = 200;

    [Test]
    public void No_damage_to_what_is_sent_makes_the_decoder_throw()
    {
        var random = new Random(1);
        var refused = 0;
        foreach (var json in Sample.Published.Values)
        {
            for (var round = 0; round < Rounds; round++)
            {
                var damaged = Damage(Sample.Utf8(json), random);
                var read = PublishedCodec.Read(damaged, Sample.Now, Sample.Skew);
                if (read.Refusal is null) continue;
                refused++;
                Assert.That(read.Refusal.Path, Does.StartWith("$"));
            }
        }
        Assert.That(refused, Is.GreaterThan(Rounds));
    }

    [Test]
    public void Damage_to_what_is_stored_is_read_or_named_by_index()
    {
        var random = new Random(2);
        var named = 0;
        foreach (var file in Directory.EnumerateFiles(Sample.Folder, "*.json"))
        {
            var stored = File.ReadAllBytes(file)[..^1];
            for (var round = 0; round < Rounds; round++)
            {
                try
                {
                    RecordedCodec.Read(new(9, "s", 0, default, Damage(stored, random)));
                }
                catch (InvalidDataException damage)
                {
                    named++;
                    Assert.That(damage.Message, Does.Contain("index 9"));
                }
            }
        }
        Assert.That(named, Is.GreaterThan(Rounds));
    }

    /// <summary>One to three bytes changed, dropped or doubled; half of the changes put in what JSON is made of.</summary>
    static byte[] Damage(byte[] bytes, Random random)
    {
        List<byte> damaged = [.. bytes];
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(4))
            {
                case 0: damaged.RemoveAt(at); break;
                case 1: damaged.Insert(at, damaged[at]); break;
                case 2: damaged[at] = (byte)random.Next(256); break;
                default: damaged[at] = "\"\\{}[]:,u0\n"u8[random.Next(11)]; break;
            }
        }
        return [.. damaged];
    }
}
