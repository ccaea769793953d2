using Bunit;
using GovLiaison.Alerts;
using GovLiaison.Templates;
using GovLiaison.Testing;
using GovLiaison.Web.Alerts.Compose;
using GovLiaison.Web.Tests.Shell;

namespace GovLiaison.Web.Tests.Alerts;

/// <summary>The drafting pages over a real database, with their author before them.</summary>
public abstract class ComposePages : ConsolePages
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Scene.SeatAsync(Context, Scene.Author);
    }

    private protected async Task<DraftedAlert> DraftAsync(bool fromTemplate = false) => (await Scene.Database.Get<AlertService>().DraftAsync(
        new DraftAlert("frost", "orange", await Scene.Database.Data.DivisionIdAsync(TestTree.County), false, fromTemplate ? TemplateDefaults.Templates[0].Id : null), Scene.Author, ConsoleScene.Token)).Value;

    private protected Task<IRenderedComponent<DraftPage>> OpenAsync(Guid messageId)
    {
        var page = Context.Render<DraftPage>(parameters => parameters.Add(x => x.MessageId, messageId));
        page.WaitForElement($"[data-code=\"{TestTree.County}\"]");
        return Task.FromResult(page);
    }
}
