using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>An inquiry. Moments are microseconds since 1970 UTC.</summary>
/// <param name="Number">The operator's own number of it.</param>
/// <param name="Person">Whom it concerns: a token, or null.</param>
/// <param name="From">person, representative, regulator, court or other.</param>
/// <param name="Cases">What is asked, with spaces between.</param>
/// <param name="OpenCases">What is neither answered nor refused yet, with spaces between.</param>
/// <param name="IsOpen">Whether anything is, or a correction that was answered is still to be made.</param>
/// <param name="Received">When it arrived.</param>
/// <param name="Due">The soonest end of what is open of it, or null.</param>
/// <param name="Answered">When it was answered last, or null.</param>
/// <param name="Refused">When it was refused last, or null.</param>
/// <param name="Soonest">The same; far beyond any date where there is none, so that those come last.</param>
/// <param name="Index">Index of the event that opened it.</param>
/// <param name="State">The state, JSON of <see cref="InquiryState"/>.</param>
[RowIndex(nameof(IsOpen), nameof(Soonest), nameof(Index), nameof(From))]
[RowIndex(nameof(Person), nameof(Index))]
[RowIndex(nameof(Index), nameof(From))]
[RowIndex(nameof(Received), nameof(Index), nameof(From), nameof(IsOpen))]
[RowIndex(nameof(Soonest), nameof(Index), nameof(From))]
public sealed record InquiryRow(
    string Number, string? Person, string From, string Cases, string OpenCases, bool IsOpen, long Received, long? Due, long? Answered, long? Refused,
    long Soonest, long Index, string State) : IRow
{
    /// <inheritdoc/>
    public string Key => Number;

    /// <summary>The state, read back.</summary>
    public InquiryState Read() => StateJson.Read<InquiryState>(State);

    internal static InquiryRow Of(InquiryState state) => new(
        state.Number, state.Person, Names.Of(state.From), string.Join(' ', state.Cases.Select(Names.Of)),
        string.Join(' ', state.OpenCases.Select(Names.Of)), !state.OpenCases.IsEmpty || state.OwesCorrection, Micros.Of(state.Received),
        state.Due is { } due ? Micros.Of(due) : null,
        state.Answered is { } answered ? Micros.Of(answered) : null, state.Refused is { } refused ? Micros.Of(refused) : null,
        state.Due is { } end ? Micros.Of(end) : long.MaxValue, state.Index,
        StateJson.Write(state));
}

/// <summary>The request from which the days run within which a repeat can be refused (152-FZ 14(4)): one for each person.</summary>
/// <param name="Person">The person's token.</param>
/// <param name="Number">The inquiry's number.</param>
/// <param name="Received">When it arrived.</param>
/// <param name="Until">From when a repeat is owed an answer.</param>
public sealed record RequestRow(string Person, string Number, long Received, long Until) : IRow
{
    /// <inheritdoc/>
    public string Key => Person;
}
