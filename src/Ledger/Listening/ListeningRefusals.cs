namespace Ledger.Listening;

/// <summary>The stable codes of refusals to subscribe; docs/refusals.md explains each.</summary>
public static class ListeningRefusals
{
    /// <summary>No webhook has this id.</summary>
    public const string WebhookUnknown = "webhook-unknown";

    /// <summary>No recipient of this id is registered.</summary>
    public const string RecipientUnknown = "recipient-unknown";

    /// <summary>The address cannot be delivered to.</summary>
    public const string WebhookAddress = "webhook-address";

    /// <summary>As many webhooks as can be are subscribed.</summary>
    public const string WebhooksFull = "webhooks-full";

    /// <summary>No dead letter of this index is kept.</summary>
    public const string DeadLetterUnknown = "dead-letter-unknown";
}
