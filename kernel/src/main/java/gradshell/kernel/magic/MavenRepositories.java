package gradshell.kernel.magic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.model.superpom.DefaultSuperPomProvider;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;

/** Where Maven finds libraries: the local repository, Maven Central, and what the user's {@code settings.xml} says. */
final class MavenRepositories {
    /** A library and its jar. */
    record Library(String group, String artifact, String version, Path jar) {
        @Override
        public String toString() {
            return artifact + " " + version;
        }
    }

    /** The POM that every POM inherits from; it says where Maven Central is. */
    private static final String SUPER_POM = "/org/apache/maven/model/pom-4.0.0.xml";

    private final Settings settings;
    private final RepositorySystem system = new RepositorySystemSupplier().get();

    private MavenRepositories(Settings settings) {
        this.settings = settings;
    }

    static Path userSettings() {
        return Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
    }

    /** Those that a {@code settings.xml} names, which need not be there. */
    static MavenRepositories of(Path settingsFile) throws MagicException {
        var request = new DefaultSettingsBuildingRequest().setUserSettingsFile(settingsFile.toFile())
                .setSystemProperties(System.getProperties());
        try {
            return new MavenRepositories(
                    new DefaultSettingsBuilderFactory().newInstance().build(request).getEffectiveSettings());
        } catch (SettingsBuildingException e) {
            throw new MagicException(settingsFile + " can't be used: " + e.getMessage());
        }
    }

    /** The libraries, in the form {@code group:artifact:version}, with all that they need to run. */
    List<Library> resolve(List<String> coordinates) throws MagicException {
        var session = session();
        var collect = new CollectRequest().setRepositories(system.newResolutionRepositories(session, repositories()));
        for (String written : coordinates) collect.addDependency(dependency(written));
        try {
            var runtime = DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME);
            return system.resolveDependencies(session, new DependencyRequest(collect, runtime)).getArtifactResults()
                    .stream()
                    .map(result -> result.getArtifact())
                    .map(found -> new Library(found.getGroupId(), found.getArtifactId(), found.getVersion(),
                            found.getFile().toPath()))
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new MagicException(why(e));
        } finally {
            system.shutdown();
        }
    }

    /** The jar of an artifact's {@code sources} or {@code javadoc}; empty if it can't be had. */
    Optional<Path> beside(String group, String artifact, String version, String classifier) throws MagicException {
        var session = session();
        var wanted = new DefaultArtifact(group, artifact, classifier, "jar", version);
        try {
            var request = new ArtifactRequest(wanted, system.newResolutionRepositories(session, repositories()), null);
            return Optional.of(system.resolveArtifact(session, request).getArtifact().getFile().toPath());
        } catch (ArtifactResolutionException _) {
            // not every library has published them, and one may be offline
            return Optional.empty();
        } finally {
            system.shutdown();
        }
    }

    private static Dependency dependency(String coordinates) throws MagicException {
        try {
            return new Dependency(new DefaultArtifact(coordinates), JavaScopes.RUNTIME);
        } catch (IllegalArgumentException _) {
            throw new MagicException(coordinates + " is not of the form group:artifact:version");
        }
    }

    private RepositorySystemSession session() {
        DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
        session.setOffline(settings.isOffline());
        // profiles in POMs ask for the version of Java
        session.setSystemProperties(System.getProperties());
        var mirrors = new DefaultMirrorSelector();
        settings.getMirrors()
                .forEach(m -> mirrors.add(m.getId(), m.getUrl(), m.getLayout(), false, m.isBlocked(), m.getMirrorOf(),
                        m.getMirrorOfLayouts()));
        session.setMirrorSelector(mirrors);
        var proxies = new DefaultProxySelector();
        settings.getProxies().stream().filter(p -> p.isActive()).forEach(p -> proxies.add(
                new Proxy(p.getProtocol(), p.getHost(), p.getPort(),
                        new AuthenticationBuilder().addUsername(p.getUsername()).addPassword(p.getPassword()).build()),
                p.getNonProxyHosts()));
        session.setProxySelector(proxies);
        var servers = new DefaultAuthenticationSelector();
        settings.getServers().forEach(s -> servers.add(s.getId(), new AuthenticationBuilder()
                .addUsername(s.getUsername()).addPassword(s.getPassword())
                .addPrivateKey(s.getPrivateKey(), s.getPassphrase()).build()));
        session.setAuthenticationSelector(servers);
        session.setLocalRepositoryManager(
                system.newLocalRepositoryManager(session, new LocalRepository(local().toFile())));
        return session;
    }

    private Path local() {
        String own = System.getProperty("maven.repo.local", settings.getLocalRepository());
        return own != null ? Path.of(own) : Path.of(System.getProperty("user.home"), ".m2", "repository");
    }

    /** Maven Central, and those of the profiles that are active without a condition. */
    private List<RemoteRepository> repositories() throws MagicException {
        var repositories = new ArrayList<RemoteRepository>();
        Stream<Profile> active = settings.getProfiles()
                .stream()
                .filter(p -> settings.getActiveProfiles().contains(p.getId())
                        || (p.getActivation() != null && p.getActivation().isActiveByDefault()));
        active.flatMap(profile -> profile.getRepositories().stream())
                .map(r -> remote(r.getId(), r.getUrl()))
                .forEach(repositories::add);
        try (var in = DefaultSuperPomProvider.class.getResourceAsStream(SUPER_POM)) {
            new MavenXpp3Reader().read(in).getRepositories()
                    .forEach(r -> repositories.add(remote(r.getId(), r.getUrl())));
        } catch (IOException | XmlPullParserException e) {
            throw new MagicException("can't tell where Maven Central is: " + e.getMessage());
        }
        return repositories;
    }

    private static RemoteRepository remote(String id, String url) {
        return new RemoteRepository.Builder(id, "default", url).build();
    }

    private String why(DependencyResolutionException e) {
        var causes = Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause).toList();
        var missing = causes.stream().filter(ArtifactNotFoundException.class::isInstance).findFirst();
        if (missing.isPresent() && !settings.isOffline())
            return "there is no " + ((ArtifactNotFoundException) missing.get()).getArtifact() + " in the repositories";
        if (causes.stream().noneMatch(ArtifactTransferException.class::isInstance)) return e.getMessage();
        return "the repositories can't be reached, and the local one does not have all that is needed ("
                + causes.getLast().getMessage()
                + "). When you are offline, use libraries that were fetched before, or %jars";
    }
}
