using Ledger.Journal;
using Ledger.Persons;
using Ledger.Sealing;

namespace Ledger.Messaging;

/// <summary>The person asked for messages of a kind (policy 4.1, 4.2; 152-FZ 15).</summary>
/// <param name="Kind">Kind of message.</param>
/// <param name="Channels">Over which channels.</param>
/// <param name="Contact">The contact the person named for them (4.2).</param>
/// <param name="Service">Through which service.</param>
public sealed record MessagingOptedIn(
    string Kind, [Items(1)] IReadOnlyList<string> Channels, [Text(256), Sealed(KeyClass.Content, KeyName.ContactCategory, IsContact = true)] PersonalValue? Contact = null,
    string? Service = null) : PersonEvent;

/// <summary>Where a person opted out (policy 4.3).</summary>
public enum OptOutVia
{
    /// <summary>The application's settings.</summary>
    Settings,

    /// <summary>A request to Support.</summary>
    Support,

    /// <summary>A link in a message.</summary>
    Link,
}

/// <summary>The person wants no more messages; it holds at once (policy 4.3; 152-FZ 15(2)).</summary>
/// <param name="Kinds">Kinds of message; empty means all.</param>
/// <param name="Channels">Channels; empty means all.</param>
/// <param name="Via">Where the person said so.</param>
public sealed record MessagingOptedOut(IReadOnlyList<string> Kinds, IReadOnlyList<string> Channels, OptOutVia Via) : PersonEvent;

/// <summary>A message was sent. Without it a message after an opt-out could not be found (docs/decisions/0003-message-sent.md).</summary>
/// <param name="Kind">Kind of message.</param>
/// <param name="Channel">Over which channel.</param>
/// <param name="Template">Which template.</param>
/// <param name="Service">Which service sent it.</param>
public sealed record MessagingSent(string Kind, string Channel, string? Template = null, string? Service = null) : PersonEvent;
