namespace GovLiaison.Data;

/// <summary>A row that two people may change: its version is compared and raised at every save.</summary>
public interface IVersioned
{
    long Version { get; set; }
}
