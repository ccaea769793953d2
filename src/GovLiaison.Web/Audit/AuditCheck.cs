using GovLiaison.Audit;
using GovLiaison.Common;

namespace GovLiaison.Web.Audit;

/// <summary>Lets one person at a time walk the whole chain: it reads every row there is.</summary>
public sealed class AuditCheck(AuditVerifier verifier) : IDisposable
{
    public static readonly Refusal Busy = new("AuditCheckBusy");

    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<Result<AuditVerdict>> RunAsync(Actor actor, IProgress<long> progress, CancellationToken cancellationToken)
    {
        if (!actor.May(Permissions.ReadAudit)) return Refusal.NotPermitted;
        if (!await _one.WaitAsync(TimeSpan.Zero, cancellationToken)) return Busy;
        try
        {
            return await verifier.VerifyAsync(progress, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
