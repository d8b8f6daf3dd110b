using Ledger.Client.Sending;

namespace Ledger.Client.Asking;

/// <summary>
/// Answers to "may I?", kept for a short time while the feed is heard. An answer is kept only if it holds for everything that was heard before it came:
/// one that was on its way while a withdrawal was heard is not. Safe for concurrent use.
/// </summary>
/// <param name="clock">Ends what is kept.</param>
/// <param name="lifetime">How long an answer is kept, counted from when it was asked for.</param>
/// <param name="max">How many; when there are more, all go.</param>
sealed class AnswerCache(TimeProvider clock, TimeSpan lifetime, int max)
{
    readonly Lock _gate = new();
    readonly Dictionary<string, Dictionary<string, Kept>> _persons = new(StringComparer.Ordinal);
    int _count;
    long _heard = -1;
    bool _listening;

    /// <summary>Whether anything is ever kept.</summary>
    public bool IsUsed => lifetime > TimeSpan.Zero && max > 0;

    /// <summary>The answer kept for a question about a person, or null.</summary>
    public MayAnswer? Find(string person, string question)
    {
        lock (_gate)
        {
            return _persons.TryGetValue(person, out var answers) && answers.TryGetValue(question, out var kept) && clock.GetElapsedTime(kept.Asked) < lifetime
                ? kept.Answer : null;
        }
    }

    /// <summary>Keeps an answer, if it may be kept.</summary>
    /// <param name="person">Whom it is about.</param>
    /// <param name="question">The whole question.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="asked">The clock's timestamp before it was asked.</param>
    public void Keep(string person, string question, MayAnswer answer, long asked)
    {
        lock (_gate)
        {
            if (!_listening || !IsUsed || answer.Known < _heard) return;
            if (_count >= max) Clear();
            if (!_persons.TryGetValue(person, out var answers)) _persons[person] = answers = new(StringComparer.Ordinal);
            if (!answers.ContainsKey(question)) _count++;
            answers[question] = new(answer, asked);
        }
    }

    /// <summary>The feed is heard, and has got as far as this.</summary>
    public void Reached(long index)
    {
        lock (_gate) (_listening, _heard) = (true, Math.Max(_heard, index));
    }

    /// <summary>An event was heard, or published by this service.</summary>
    public void Heard(Concern concern, long index)
    {
        lock (_gate)
        {
            _heard = Math.Max(_heard, index);
            if (concern.Everyone) Clear();
            else if (concern.Person is { } person && _persons.Remove(person, out var gone)) _count -= gone.Count;
        }
    }

    /// <summary>The feed was lost: nothing is known to be still so.</summary>
    public void Lost()
    {
        lock (_gate)
        {
            _listening = false;
            Clear();
        }
    }

    void Clear()
    {
        _persons.Clear();
        _count = 0;
    }

    readonly record struct Kept(MayAnswer Answer, long Asked);
}
