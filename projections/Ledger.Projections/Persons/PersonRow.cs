using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>A person as folded.</summary>
/// <param name="Token">The person's token.</param>
/// <param name="Events">How many events are folded.</param>
/// <param name="LastIndex">Highest index of any of them.</param>
/// <param name="State">The state, JSON of <see cref="PersonState"/>.</param>
public sealed record PersonRow(string Token, long Events, long LastIndex, string State) : IRow
{
    /// <inheritdoc/>
    public string Key => Token;

    /// <summary>The state, read back.</summary>
    public PersonState Read() => StateJson.Read<PersonState>(State);

    internal static PersonRow Of(PersonState state) => new(state.Token, state.Events, state.LastIndex, StateJson.Write(state));
}
