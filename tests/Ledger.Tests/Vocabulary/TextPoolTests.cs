using System.Text;
using Ledger.Journal;

namespace Ledger.Tests.Vocabulary;

/// <summary>A pooled word is the word that was asked for, always; it is shared where it can be.</summary>
public sealed class TextPoolTests
{
    [Test]
    public void Every_text_comes_back_as_it_went_in()
    {
        // More words than places, so that many take each other's; Cyrillic and long ones among them.
        var words = Enumerable.Range(0, 40_000).Select(n => $"word-{n}").Concat(["", "почта", "пользователь", new string('a', 500), "😀"]).ToList();
        for (var round = 0; round < 2; round++)
            foreach (var word in words) Assert.That(TextPool.Of(Encoding.UTF8.GetBytes(word)), Is.EqualTo(word));
    }

    [Test]
    public void A_word_that_comes_again_is_the_same_instance()
    {
        var first = TextPool.Of("personalised-service"u8);
        Assert.That(TextPool.Of("personalised-service"u8), Is.SameAs(first));
    }
}
