using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Host.Tests.SameStory;

/// <summary>
/// Random bytes that are the same for the same chapter: engines draw different amounts for their own needs (the name of a turn, what a destroyed row is written
/// over with), which must not move what the story draws afterwards.
/// </summary>
sealed class StoryRandom
{
    volatile FillRandom _bytes = Randomness.Seeded(0);

    public FillRandom Fill => bytes => _bytes(bytes);

    public void Begin(long chapter) => _bytes = Randomness.Seeded(chapter);
}
