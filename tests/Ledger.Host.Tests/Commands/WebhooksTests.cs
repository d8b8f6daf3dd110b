namespace Ledger.Host.Tests.Commands;

/// <summary>ledger webhooks.</summary>
public sealed class WebhooksTests
{
    [Test]
    public void A_webhook_is_added_listed_and_removed_and_its_secret_shown_once()
    {
        using var place = new Workspace();
        place.Publish(Lines.Registered("a", "u-1"));
        var added = place.Run("webhooks", "add", "billing", "https://billing.example/hook?token=hidden", "--type", "consent.withdrawn", "--purpose", "contact", "--json").Exits(0).Documents[0];
        var (id, secret) = (added.GetProperty("id").GetString()!, added.GetProperty("secret").GetString()!);
        var listed = place.Run("webhooks", "list", "--json").Exits(0);
        Assert.That(listed.Documents.Single().GetProperty("types")[0].GetString(), Is.EqualTo("ledger.consent.withdrawn"));
        Assert.That(listed.Output, Does.Contain(id).And.Not.Contain(secret).And.Not.Contain("hidden"));
        place.Run("webhooks", "remove", id).Exits(0);
        Assert.That(place.Run("webhooks", "list", "--json").Exits(0).Documents, Is.Empty);
        place.Run("webhooks", "remove", id).Fails(2, "webhook-unknown");
    }

    [Test]
    public void Where_nothing_may_be_delivered_nothing_is_subscribed()
    {
        using var place = new Workspace();
        place.Publish(Lines.Registered("a", "u-1"));
        place.Run("webhooks", "add", "inside", "http://192.168.0.1/?token=hidden").Fails(2, "webhook-address");
        Assert.That(place.Run("webhooks", "add", "inside", "http://192.168.0.1/?token=hidden").Errors, Does.Not.Contain("hidden"));
        place.Environment["LEDGER_WEBHOOK_HOSTS"] = "crm.internal, 192.168.0.1";
        place.Run("webhooks", "add", "inside", "http://192.168.0.1/").Exits(0);
    }
}
